import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRate, parseRate, rateToYaml } from '../../src/units/rate.ts';
import { messageOf, valueOf } from './parsedHelpers.ts';

describe('parseRate', () => {
  it.each([
    ['1500/month', 1500],
    ['20k/month', 20_000],
    ['500/day', 15_218.75],
    ['3/hour', 2191.5],
    ['12M/year', 1_000_000],
    ['1500 / month', 1500],
    ['1500 per month', 1500],
  ])('reads %s per month of 30.4375 days', (text, perMonth) => {
    expect(valueOf(parseRate(text))).toBe(perMonth);
  });

  it('counts 4.348 weeks a month', () => {
    expect(valueOf(parseRate('100/week'))).toBeCloseTo(434.8214, 4);
  });

  const fits = 'a rate takes /hour, /day, /week, /month or /year, as in 1500/month';
  it.each([
    [1500, `"1500" has no period; ${fits}`],
    ['1500/mo', '"1500/mo" has the unknown period "mo"; write 1500/month'],
    ['1500/months', '"1500/months" has the unknown period "months"; write 1500/month'],
    ['1500/fortnight', `"1500/fortnight" has the unknown period "fortnight"; ${fits}`],
    ['many/month', `"many/month" is not a rate; ${fits}`],
    ['-5/month', '"-5" is negative; a count is 0 or more, as in 6200'],
    ['20K/month', '"20K" has the unknown unit "K"; write 20k'],
  ])('says what is wrong with %s', (text, message) => {
    expect(messageOf(parseRate(text))).toBe(message);
  });
});

describe('formatRate and rateToYaml', () => {
  it('write rates per month', () => {
    expect(formatRate(1500)).toBe('1,500/month');
    expect(rateToYaml(20_000)).toBe('20k/month');
    expect(rateToYaml(1500)).toBe('1500/month');
  });

  it('read back to the same number', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (perMonth) => {
        expect(valueOf(parseRate(rateToYaml(perMonth)))).toBe(perMonth + 0);
      }),
    );
  });
});
