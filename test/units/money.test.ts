import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatMoney,
  moneyPerToYaml,
  moneyToYaml,
  parseMoney,
  parseMoneyPer,
} from '../../src/units/money.ts';
import { messageOf, valueOf } from './parsedHelpers.ts';

describe('parseMoney', () => {
  it.each([
    ['$0.02', 0.02],
    ['$1,200', 1200],
    ['$1', 1],
    ['$ 5', 5],
    ['$20k', 20_000],
    ['$0', 0],
  ])('reads %s as US dollars', (text, usd) => {
    expect(valueOf(parseMoney(text))).toBe(usd);
  });

  it.each([
    [0.02, '"0.02" has no dollar sign; write $0.02'],
    ['5 USD', '"5 USD" has no dollar sign; write $5'],
    ['USD 5', '"USD 5" has no dollar sign; write $5'],
    ['5$', '"5$" has no dollar sign; write $5'],
    ['2 cents', '"2 cents" is in cents; write $0.02'],
    ['5 EUR', '"5 EUR" is not in US dollars; money takes $, as in $0.02'],
    ['€5', '"€5" is not in US dollars; money takes $, as in $0.02'],
    ['$90/month', '"$90/month" has a period; write an amount alone, as in $90'],
    ['$90 per month', '"$90 per month" has a period; write an amount alone, as in $90'],
    ['-$5', '"-$5" is negative; money takes $, as in $0.02'],
    ['$-5', '"$-5" is negative; money takes $, as in $0.02'],
    ['$five', '"$five" is not an amount; money takes $, as in $0.02'],
    ['$5 each', '"$5 each" is not an amount; money takes $, as in $0.02'],
  ])('says what is wrong with %s', (text, message) => {
    expect(messageOf(parseMoney(text))).toBe(message);
  });
});

describe('parseMoneyPer', () => {
  it('reads an amount for the period that fits', () => {
    expect(valueOf(parseMoneyPer('$90/month', 'month'))).toBe(90);
    expect(valueOf(parseMoneyPer('$0.29/hour', 'hour'))).toBe(0.29);
    expect(valueOf(parseMoneyPer('$90 a month', 'month'))).toBe(90);
  });

  it.each([
    ['$90', '"$90" has no period; write $90/month'],
    ['$90/mo', '"$90/mo" has the unknown period "mo"; write $90/month'],
    ['$3/hour', '"$3/hour" is per hour; an amount per month is wanted here, as in $90/month'],
    ['90/month', '"90/month" has no dollar sign; write $90/month'],
    [90, '"90" has no dollar sign; write $90/month'],
    ['-$5/month', '"-$5/month" is negative; an amount per month is wanted here, as in $90/month'],
  ])('says what is wrong with %s per month', (text, message) => {
    expect(messageOf(parseMoneyPer(text, 'month'))).toBe(message);
  });
});

describe('formatMoney', () => {
  it.each([
    [0, '$0'],
    [0.014, '$0.014'],
    [0.0004, '$0.0004'],
    [0.0204, '$0.02'],
    [0.1, '$0.10'],
    [0.994, '$0.99'],
    [0.996, '$1.00'],
    [1.25, '$1.25'],
    [99.99, '$99.99'],
    [99.996, '$100'],
    [1234.4, '$1,234'],
    [1_234_567, '$1,234,567'],
    [-0.014, '\u2212$0.014'],
    [1e-9, '$0.000000001'],
    [Number.NaN, '–'],
  ])('writes %d as %s', (usd, text) => {
    expect(formatMoney(usd)).toBe(text);
  });
});

describe('moneyToYaml', () => {
  it.each([
    [0.0004, '$0.0004'],
    [1, '$1'],
    [0.1, '$0.10'],
    [1200, '$1200'],
    [1e-7, '$0.0000001'],
  ])('writes %d as %s', (usd, text) => {
    expect(moneyToYaml(usd)).toBe(text);
    expect(moneyPerToYaml(usd, 'month')).toBe(`${text}/month`);
  });

  it('reads back to the same number', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (usd) => {
        expect(valueOf(parseMoney(moneyToYaml(usd)))).toBe(usd + 0);
        expect(valueOf(parseMoneyPer(moneyPerToYaml(usd, 'hour'), 'hour'))).toBe(usd + 0);
      }),
    );
  });
});
