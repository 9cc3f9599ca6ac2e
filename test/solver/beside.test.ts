import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationBeside, moneyBeside, shareBeside } from '../../src/solver/words/beside.ts';
import { LATENCY_TOLERANCE } from '../../src/solver/candidate.ts';
import { formatDuration } from '../../src/units/duration.ts';
import { formatMoney } from '../../src/units/money.ts';
import { formatShare } from '../../src/units/share.ts';

/** The number in a text for people, in what it counts: percent, dollars, the unit of a time in ms. */
function read(text: string): number {
  const [, number = '', unit = ''] = /^[<>$ ]*([\d.,]+) ?(%|ms|s|min|h|d)?$/u.exec(text) ?? [];
  const times = { '%': 0.01, ms: 1, s: 1e3, min: 6e4, h: 3.6e6, d: 8.64e7 }[unit] ?? 1;
  return Number(number.replaceAll(',', '')) * times;
}

/** A limit, and a figure that is near it as often as not. */
const near = (limits: fc.Arbitrary<number>) =>
  fc
    .tuple(limits, fc.oneof(fc.double({ min: -0.02, max: 0.02 }), fc.double({ min: -0.9, max: 9 })))
    .filter(([, off]) => off === 0 || Math.abs(off) > 2e-5)
    .map(([limit, off]) => [limit, limit * (1 + off)] as const);

const cents = fc.integer({ min: 1, max: 99_999 });

describe('a figure beside its limit', () => {
  it.each([
    [0.839, 0.84, '83.9%'],
    [0.839, 0.83, '84%'],
    [0.839, null, '84%'],
    [0.9497, 0.95, '94.97%'],
    [0.95, 0.95, '95%'],
    [0.9524, 0.9521, '95.24%'],
    [0.9996, 0.95, '> 99.9%'],
  ])('accuracy %d where %s is wanted: %s', (share, floor, text) => {
    expect(shareBeside(share, floor)).toBe(text);
  });

  it.each([
    [0.0192, 0.019, '$0.0192'],
    [0.0188, 0.019, '$0.019'],
    [0.0188, 0.0189, '$0.0188'],
    [60.004, 60, '$60.004'],
    [100.6, 100.55, '$101'],
    [100.4, 100, '$100.40'],
    [1234.6, 1234.5, '$1,235'],
    [1234.4, 1234, '$1,234.40'],
  ])('cost %d of at most %d: %s', (usd, most, text) => {
    expect(moneyBeside(usd, most)).toBe(text);
  });

  it.each([
    [2004, 2000, '2.004 s'],
    [2001, 2000, '2.00 s'],
    [1998, 2000, '2.00 s'],
    [600_700, 600_000, '10.01 min'],
    [43_300_000, 43_200_000, '12.03 h'],
  ])('time %d of at most %d: %s', (ms, most, text) => {
    expect(durationBeside(ms, most)).toBe(text);
  });

  it('reads as on the side of the limit on which it is, and as always where that is plain', () => {
    fc.assert(
      fc.property(near(cents.map((tenths) => Math.min(tenths / 1e5, 1))), ([floor, raw]) => {
        const share = Math.min(1, raw);
        const text = shareBeside(share, floor);
        expect(read(text) >= floor - 1e-9).toBe(share >= floor - 1e-9);
        if (Math.abs(share - floor) > 0.01) expect(text).toBe(formatShare(share, 0));
      }),
    );
    fc.assert(
      fc.property(near(cents.map((tenths) => tenths / 1e4)), ([most, usd]) => {
        const text = moneyBeside(usd, most);
        expect(read(text) <= most * (1 + 1e-9)).toBe(usd <= most * (1 + 1e-9));
        if (Math.abs(usd / most - 1) > 0.1) expect(text).toBe(formatMoney(usd));
      }),
    );
    fc.assert(
      fc.property(near(cents.map((ms) => ms * 7)), ([most, ms]) => {
        const text = durationBeside(ms, most);
        if (ms > most * LATENCY_TOLERANCE) expect(read(text)).toBeGreaterThan(most);
        else expect(read(text)).toBeLessThanOrEqual(most * LATENCY_TOLERANCE * (1 + 1e-9));
        if (Math.abs(ms / most - 1) > 0.1) expect(text).toBe(formatDuration(ms));
      }),
    );
  });
});
