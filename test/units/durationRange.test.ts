import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  durationRangeToYaml,
  isDurationRange,
  parseDurationRange,
} from '../../src/units/durationRange.ts';
import { messageOf, valueOf } from './parsedHelpers.ts';

describe('parseDurationRange', () => {
  it.each([
    ['600-900ms', 600, 900],
    ['4-8s', 4000, 8000],
    ['600ms-1.2s', 600, 1200],
    ['0.5-1.1s', 500, 1100],
    ['600 - 900 ms', 600, 900],
    ['600–900ms', 600, 900],
    ['600..900ms', 600, 900],
    ['1 to 2m', 60_000, 120_000],
  ])('reads %s', (text, low, high) => {
    expect(valueOf(parseDurationRange(text))).toEqual({ low, high });
  });

  it.each([
    ['900-600ms', '"900-600ms" goes from high to low; write 600-900ms'],
    ['600-600ms', '"600-600ms" has two equal ends; write 600ms'],
    ['0-900ms', '"0-900ms" starts at 0; the low end must be more than 0, as in 1-900ms'],
    ['600-900', '"900" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    ['4-8 sec', '"8sec" has the unknown unit "sec"; write 8s'],
    ['600ms', '"600ms" is not a range; a range takes two durations, as in 600-900ms or 600ms-1.2s'],
    [600, '"600" is not a range; a range takes two durations, as in 600-900ms or 600ms-1.2s'],
  ])('says what is wrong with %s', (text, message) => {
    expect(messageOf(parseDurationRange(text))).toBe(message);
  });
});

describe('isDurationRange', () => {
  it.each(['600-900ms', '900-600ms', '600ms-1.2s', '4-8', '4 to 8 s'])('is true for %s', (text) => {
    expect(isDurationRange(text)).toBe(true);
  });

  it.each(['600ms', '-600ms', '1e-3ms', '', 'fast', 600])('is false for %s', (text) => {
    expect(isDurationRange(text)).toBe(false);
  });
});

describe('durationRangeToYaml', () => {
  it.each([
    [600, 900, '600-900ms'],
    [600, 1200, '600ms-1.2s'],
    [4000, 8000, '4-8s'],
    [30_000, 600_000, '30s-10m'],
  ])('writes %d to %d ms', (low, high, text) => {
    expect(durationRangeToYaml({ low, high })).toBe(text);
  });

  it('reads back to the same numbers', () => {
    const microseconds = fc.integer({ min: 1, max: 1e12 });
    fc.assert(
      fc.property(microseconds, microseconds, (one, other) => {
        fc.pre(one !== other);
        const range = { low: Math.min(one, other) / 1000, high: Math.max(one, other) / 1000 };
        expect(valueOf(parseDurationRange(durationRangeToYaml(range)))).toEqual(range);
      }),
    );
  });
});
