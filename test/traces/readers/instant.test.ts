import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { millisecondsBetween, parseInstant } from '../../../src/traces/readers/instant.ts';

describe('epoch nanoseconds', () => {
  test.each([
    ['1795310854490000001', { ms: 1_795_310_854_490, ns: 1 }],
    ['1795310854490999999', { ms: 1_795_310_854_490, ns: 999_999 }],
    ['0001795310854490000000', null],
    ['001795310854490000000', { ms: 1_795_310_854_490, ns: 0 }],
    ['0', { ms: 0, ns: 0 }],
    ['999999', { ms: 0, ns: 999_999 }],
    ['1000000', { ms: 1, ns: 0 }],
    ['', null],
    [' 1', null],
    ['-1', null],
    ['+1', null],
    ['1e9', null],
    ['1.5', null],
    ['0x10', null],
    ['١٢٣', null],
    ['17953108544900000a1', null],
    ['a795310854490000001', null],
    [1_500_000, { ms: 1, ns: 500_000 }],
    [0, { ms: 0, ns: 0 }],
    [-1, null],
    [Infinity, null],
    [NaN, null],
    [true, null],
    [null, null],
    [{}, null],
  ])('%j is %j', (value, expected) => {
    expect(parseInstant(value)).toEqual(expected);
  });

  test('as text are exact, whatever their size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 21n - 1n }), (nanoseconds) => {
        const { ms, ns } = parseInstant(String(nanoseconds)) ?? { ms: NaN, ns: NaN };
        expect(BigInt(ms) * 1_000_000n + BigInt(ns)).toBe(nanoseconds);
      }),
    );
  });

  test('apart by less than a day, their distance is exact to the nanosecond', () => {
    const start = fc.bigInt({ min: 946_684_800_000_000_000n, max: 4_102_444_800_000_000_000n });
    const length = fc.bigInt({ min: 0n, max: 86_400_000_000_000n });
    fc.assert(
      fc.property(start, length, (from, nanoseconds) => {
        const [a, b] = [from, from + nanoseconds].map((each) => parseInstant(String(each)));
        if (!a || !b) throw new Error('no instants');
        expect(Math.round(millisecondsBetween(a, b) * 1e6)).toBe(Number(nanoseconds));
      }),
    );
  });

  test('of which the end lies before the start, the distance is negative', () => {
    expect(millisecondsBetween({ ms: 5, ns: 1 }, { ms: 5, ns: 0 })).toBe(-0.000001);
  });
});
