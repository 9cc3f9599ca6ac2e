import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grouped } from '../../src/units/grouped.ts';
import { guessPeriod } from '../../src/units/period.ts';
import { plainDecimal } from '../../src/units/plainDecimal.ts';
import { quoted } from '../../src/units/quoted.ts';

describe('plainDecimal', () => {
  it.each([
    [0.95, 2, '95'],
    [4e-7, 0, '0.0000004'],
    [-0.0135, 2, '-1.35'],
    [1e21, 0, '1000000000000000000000'],
    [1830, -3, '1.83'],
    [-0, 0, '0'],
  ])('shifts the point of %d by %d without rounding', (value, power, text) => {
    expect(plainDecimal(value, power)).toBe(text);
  });

  it('has no exponent and reads back to the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(plainDecimal(value)).toMatch(/^-?\d+(?:\.\d+)?$/u);
        expect(Number(plainDecimal(value))).toBe(value + 0);
      }),
    );
  });
});

describe('grouped', () => {
  it.each([
    ['18231', '18,231'],
    ['18231.1234', '18,231.1234'],
    ['999', '999'],
    ['1000000', '1,000,000'],
  ])('separates the thousands of %s', (decimals, text) => {
    expect(grouped(decimals)).toBe(text);
  });
});

describe('quoted', () => {
  it('is one line of at most 42 characters', () => {
    expect(quoted('a\n\tb')).toBe('"a b"');
    expect(quoted('x'.repeat(50))).toBe(`"${'x'.repeat(39)}…"`);
  });
});

describe('guessPeriod', () => {
  it.each([
    ['mo', 'month'],
    ['Months', 'month'],
    ['hr', 'hour'],
    ['fortnight', null],
  ])('takes %s for %s', (word, period) => {
    expect(guessPeriod(word)).toBe(period);
  });
});
