import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationToYaml, formatDuration, parseDuration } from '../../src/units/duration.ts';
import { messageOf, valueOf } from './parsedHelpers.ts';

describe('parseDuration', () => {
  it.each([
    ['600ms', 600],
    ['600 ms', 600],
    ['1.83s', 1830],
    ['0.0011s', 1.1],
    ['2m', 120_000],
    ['12h', 43_200_000],
    ['90d', 7_776_000_000],
    ['0ms', 0],
    ['-0ms', 0],
    ['1e3ms', 1000],
    ['1e-3ms', 0.001],
    ['1,200ms', 1200],
    [' 5s ', 5000],
    ['.5s', 500],
  ])('reads %s as milliseconds', (text, ms) => {
    expect(valueOf(parseDuration(text))).toBe(ms);
  });

  it.each([
    [600, '"600" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    ['600', '"600" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    ['5 sec', '"5 sec" has the unknown unit "sec"; write 5s'],
    ['2min', '"2min" has the unknown unit "min"; write 2m'],
    ['600msec', '"600msec" has the unknown unit "msec"; write 600ms'],
    ['600MS', '"600MS" has the unknown unit "MS"; write 600ms'],
    [
      '3 weeks',
      '"3 weeks" has the unknown unit "weeks"; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    ['-600ms', '"-600ms" is negative; a duration is 0 or more, as in 600ms'],
    ['\u2212600ms', '"\u2212600ms" is negative; a duration is 0 or more, as in 600ms'],
    ['600-900ms', '"600-900ms" is a range, but one duration is wanted here, as in 600ms'],
    ['fast', '"fast" is not a duration; a duration takes ms, s, m, h or d, as in 600ms'],
    ['1,5s', '"1,5s" is not a duration; a duration takes ms, s, m, h or d, as in 600ms'],
    ['', '"" is not a duration; a duration takes ms, s, m, h or d, as in 600ms'],
    ['1e999s', '"1e999s" is too long; a duration takes ms, s, m, h or d, as in 600ms'],
    [Number.NaN, '"NaN" is not a duration; a duration takes ms, s, m, h or d, as in 600ms'],
  ])('says what is wrong with %s', (text, message) => {
    expect(messageOf(parseDuration(text))).toBe(message);
  });

  it('never throws, and a value is finite and not negative', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double()), (text) => {
        const result = parseDuration(text);
        expect(result.ok ? result.value >= 0 && Number.isFinite(result.value) : true).toBe(true);
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.4, '0.400 ms'],
    [6.4, '6.40 ms'],
    [640, '640 ms'],
    [999.4, '999 ms'],
    [999.9, '1.00 s'],
    [1830, '1.83 s'],
    [9100, '9.10 s'],
    [18_000, '18.0 s'],
    [104_000, '104 s'],
    [179_400, '179 s'],
    [179_600, '3.0 min'],
    [312_000, '5.2 min'],
    [7_199_000, '2.0 h'],
    [43_200_000, '12.0 h'],
    [7_776_000_000, '90.0 d'],
    [-600, '\u2212600 ms'],
    [Infinity, '–'],
    [Number.NaN, '–'],
    [1e-9, '0.000 ms'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('is within half a percent of the duration from 1 ms to 3 minutes', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 179_000, noNaN: true }), (ms) => {
        const back = valueOf(parseDuration(formatDuration(ms)));
        expect(Math.abs(back - ms) / ms).toBeLessThanOrEqual(0.00501);
      }),
    );
  });
});

describe('durationToYaml', () => {
  it.each([
    [0, '0ms'],
    [0.5, '0.5ms'],
    [600, '600ms'],
    [640, '640ms'],
    [1000, '1s'],
    [1830, '1.83s'],
    [90_000, '90s'],
    [120_000, '2m'],
    [43_200_000, '12h'],
    [7_776_000_000, '90d'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(durationToYaml(ms)).toBe(text);
  });

  it('reads back to the same number', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 6 }), (whole, power) => {
        const ms = Math.round(whole * 10 ** power) / 1000;
        expect(valueOf(parseDuration(durationToYaml(ms)))).toBe(ms);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (ms) => {
        expect(valueOf(parseDuration(durationToYaml(ms)))).toBe(ms + 0);
      }),
    );
  });
});
