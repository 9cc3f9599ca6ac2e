import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countToYaml, formatCount, parseCount } from '../../src/units/count.ts';
import { messageOf, valueOf } from './parsedHelpers.ts';

describe('parseCount', () => {
  it.each([
    [6200, 6200],
    ['6.2k', 6200],
    ['64k', 64_000],
    ['64 k', 64_000],
    ['1.5M', 1_500_000],
    ['8B', 8_000_000_000],
    ['8.03e9', 8_030_000_000],
    ['18,231', 18_231],
    [0, 0],
  ])('reads %s', (text, count) => {
    expect(valueOf(parseCount(text))).toBe(count);
  });

  it.each([
    ['64K', '"64K" has the unknown unit "K"; write 64k'],
    ['1.5m', '"1.5m" has the unknown unit "m"; write 1.5M'],
    ['2 million', '"2 million" has the unknown unit "million"; write 2M'],
    [
      '6 tokens',
      '"6 tokens" has the unknown unit "tokens"; a count is a plain number or takes k, M or B, as in 6200 or 6.2k',
    ],
    ['-1', '"-1" is negative; a count is 0 or more, as in 6200'],
    [
      'many',
      '"many" is not a count; a count is a plain number or takes k, M or B, as in 6200 or 6.2k',
    ],
    [
      Infinity,
      '"Infinity" is not a count; a count is a plain number or takes k, M or B, as in 6200 or 6.2k',
    ],
  ])('says what is wrong with %s', (text, message) => {
    expect(messageOf(parseCount(text))).toBe(message);
  });
});

describe('formatCount', () => {
  it.each([
    [18_231, '18,231'],
    [999, '999'],
    [1_000_000, '1,000,000'],
    [2.25, '2.3'],
    [3, '3'],
    [1234.6, '1,235'],
    [-1234, '\u22121,234'],
    [1e21, '1,000,000,000,000,000,000,000'],
  ])('writes %d as %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });
});

describe('countToYaml', () => {
  it.each([
    [64_000, '64k'],
    [6200, 6200],
    [18_231, 18_231],
    [1_500_000, '1.5M'],
    [8_000_000_000, '8B'],
  ])('writes %d as %s', (count, text) => {
    expect(countToYaml(count)).toBe(text);
  });

  it('reads back to the same number', () => {
    const counts = fc.oneof(
      fc.maxSafeNat(),
      fc.nat({ max: 1e6 }).map((k) => k * 1000),
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(counts, (count) => {
        expect(valueOf(parseCount(countToYaml(count)))).toBe(count + 0);
      }),
    );
  });
});
