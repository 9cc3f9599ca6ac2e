import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessMagnitude, magnitude } from '../../src/units/magnitude.ts';
import { DAYS_PER_MONTH, isPeriod, PERIODS_PER_MONTH } from '../../src/units/period.ts';
import { plainDecimal } from '../../src/units/plainDecimal.ts';
import { readQuantity, scaled } from '../../src/units/quantity.ts';
import { signed } from '../../src/units/signed.ts';
import { splitPer } from '../../src/units/splitPer.ts';

describe('readQuantity', () => {
  it.each([
    ['600ms', false, '600', 0, 'ms'],
    ['1.83 s', false, '1.83', 0, 's'],
    ['-5 EUR', true, '5', 0, 'EUR'],
    ['\u22125', true, '5', 0, ''],
    ['+1,234.5%', false, '1234.5', 0, '%'],
    ['8.03e9', false, '8.03', 9, ''],
    ['5E-3s', false, '5', -3, 's'],
    ['3em', false, '3', 0, 'em'],
    ['1.2.3s', false, '1.2', 0, '.3s'],
  ])('splits %s into sign, digits, exponent and unit', (text, negative, digits, exponent, unit) => {
    expect(readQuantity(text)).toMatchObject({ negative, digits, exponent, unit });
  });

  it.each(['', 'ms', '$5', '.', '1,2', '12,34', ',5', 'NaN', '1e99999999x'.slice(1)])(
    'is null for %j',
    (text) => {
      expect(readQuantity(text)).toBeNull();
    },
  );

  it('reads every finite number back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        for (const text of [number, String(number), plainDecimal(number), `${number} s`]) {
          const quantity = readQuantity(text);
          expect(quantity === null ? null : scaled(quantity)).toBe(number + 0);
        }
      }),
    );
  });

  it('answers long texts at once', () => {
    expect(readQuantity(`${'1,'.repeat(50_000)}x`)).toBeNull();
    expect(readQuantity(`${'1'.repeat(50_000)} ms`)?.unit).toBe('ms');
  });
});

describe('scaled', () => {
  it('rounds once: decimal shifts are exact where multiplication is not', () => {
    const [cents, seconds] = [readQuantity('0.07'), readQuantity('4.35')];
    if (cents === null || seconds === null) throw new Error('not read');
    expect(scaled(cents, 2)).toBe(7);
    expect(0.07 * 100).not.toBe(7);
    expect(scaled(seconds, 2)).toBe(435);
    expect(4.35 * 100).not.toBe(435);
  });
});

describe('signed', () => {
  const whole = (size: number): string => size.toFixed(0);
  it.each([
    [-3, '\u22123'],
    [3, '+3'],
    [0, '0'],
    [-0.2, '0'],
    [Infinity, '–'],
    [Number.NaN, '–'],
  ])('writes %d as %s', (value, text) => {
    expect(signed(value, whole, '+')).toBe(text);
  });
});

describe('splitPer', () => {
  it.each([
    ['$90/month', '$90', 'month'],
    ['90 per month', '90', 'month'],
    ['$90 a month', '$90', 'month'],
    ['$3 an hour', '$3', 'hour'],
    ['20k / day', '20k', 'day'],
    ['1500', '1500', null],
    ['1/2/3', '1', '2/3'],
  ])('splits %s', (text, amount, period) => {
    expect(splitPer(text)).toEqual({ amount, period });
  });
});

describe('magnitude', () => {
  it.each([
    ['', 0],
    ['k', 3],
    ['M', 6],
    ['B', 9],
    ['K', null],
    ['m', null],
  ])('of %j is %j', (suffix, power) => {
    expect(magnitude(suffix)).toBe(power);
  });

  it.each([
    ['K', 'k'],
    ['mio', 'M'],
    ['Billion', 'B'],
    ['ms', null],
  ])('is guessed from %s as %s', (suffix, meant) => {
    expect(guessMagnitude(suffix)).toBe(meant);
  });
});

describe('periods', () => {
  it('make one month of 30.4375 days, a twelfth of 365.25', () => {
    expect(DAYS_PER_MONTH).toBe(365.25 / 12);
    expect(PERIODS_PER_MONTH).toEqual({
      hour: 730.5,
      day: 30.4375,
      week: 30.4375 / 7,
      month: 1,
      year: 1 / 12,
    });
  });

  it('are spelt in one way', () => {
    expect(['hour', 'Month', 'mo', 'toString'].map(isPeriod)).toEqual([true, false, false, false]);
  });
});
