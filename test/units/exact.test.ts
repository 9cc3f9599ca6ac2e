import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/units/duration.ts';
import { exactDuration, exactMoney, exactShare } from '../../src/units/exact.ts';
import { moneyToYaml, parseMoney } from '../../src/units/money.ts';
import { parseShare } from '../../src/units/share.ts';
import { valueOf } from './parsedHelpers.ts';

describe('limits as they were written', () => {
  it.each([
    [600, '600 ms'],
    [1500, '1.5 s'],
    [2000, '2 s'],
    [60_000, '1 min'],
    [90_000, '90 s'],
    [180_000, '3 min'],
    [200_000, '200 s'],
    [5_400_000, '90 min'],
    [3_600_000, '1 h'],
    [129_600_000, '36 h'],
    [43_200_000, '12 h'],
    [86_400_000, '24 h'],
    [604_800_000, '7 d'],
    [1834.5, '1.8345 s'],
  ])('%d ms: %s', (ms, text) => {
    expect(exactDuration(ms)).toBe(text);
  });

  it.each([
    [60, '$60'],
    [0.0125, '$0.0125'],
    [100.5, '$100.50'],
    [1200, '$1,200'],
    [1_234_567.89, '$1,234,567.89'],
    [0, '$0'],
  ])('%d USD: %s', (usd, text) => {
    expect(exactMoney(usd)).toBe(text);
  });

  it('read back to what was asked, to the last digit', () => {
    const figures = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: -5, max: 2 }));
    const decimal = (digits: number, power: number) => Number(`${digits}e${power}`);
    fc.assert(
      fc.property(figures, ([digits, power]) => {
        const usd = decimal(digits, power);
        expect(valueOf(parseMoney(exactMoney(usd)))).toBe(usd);
        expect(exactMoney(usd).replaceAll(',', '')).toBe(moneyToYaml(usd));
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4e9 }), (ms) => {
        expect(valueOf(parseDuration(exactDuration(ms).replace(/min$/u, 'm')))).toBe(ms);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (thousandths) => {
        const share = Number(`${thousandths}e-5`);
        expect(valueOf(parseShare(exactShare(share)))).toBe(share);
      }),
    );
  });
});
