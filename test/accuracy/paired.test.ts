import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactMcNemar, pairedDelta } from '../../src/accuracy/paired.ts';
import { verdictOf } from '../../src/accuracy/verdict.ts';
import { mulberry32 } from '../support/mulberry32.ts';

describe('exactMcNemar', () => {
  // Binomial tails by hand: 2 * P(X <= min) for X ~ Bin(b + c, 1/2).
  it.each([
    [0, 0, 1],
    [0, 1, 1],
    [0, 5, 2 / 32],
    [1, 9, (2 * 11) / 1024],
    [5, 5, 1],
    [2, 10, (2 * (1 + 12 + 66)) / 4096],
  ])('splits of %i to %i have probability %f', (a, b, p) => {
    expect(exactMcNemar(a, b)).toBeCloseTo(p, 12);
    expect(exactMcNemar(b, a)).toBeCloseTo(p, 12);
  });
});

describe('pairedDelta', () => {
  it('is the difference of the shares of items that only one got right', () => {
    const delta = pairedDelta({ items: 100, onlyFirst: 4, onlySecond: 10 });
    expect(delta.value).toBeCloseTo(0.06, 12);
    // Agresti and Min: centre 6/102, variance (15 - 36/102) / 102^2.
    const half = (1.6448536 * Math.sqrt(15 - 36 / 102)) / 102;
    expect(delta.low).toBeCloseTo(6 / 102 - half, 6);
    expect(delta.high).toBeCloseTo(6 / 102 + half, 6);
  });

  it('turns around when the architectures do', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(200), (a, b, both) => {
        const items = a + b + both + 1;
        const one = pairedDelta({ items, onlyFirst: a, onlySecond: b });
        const other = pairedDelta({ items, onlyFirst: b, onlySecond: a });
        expect(one.value).toBeCloseTo(-other.value, 12);
        expect(one.low).toBeCloseTo(-other.high, 12);
        expect(one.p).toBe(other.p);
        expect(one.low).toBeLessThanOrEqual(one.value + 1e-12);
        expect(one.high).toBeGreaterThanOrEqual(one.value - 1e-12);
      }),
    );
  });

  it('covers the true difference in about 90% of samples (2,000 draws of 100 items)', () => {
    const random = mulberry32(7);
    const [lose, win] = [0.1, 0.16];
    let held = 0;
    for (let draw = 0; draw < 2000; draw++) {
      let [onlyFirst, onlySecond] = [0, 0];
      for (let item = 0; item < 100; item++) {
        const u = random();
        if (u < lose) onlyFirst += 1;
        else if (u < lose + win) onlySecond += 1;
      }
      const { low, high } = pairedDelta({ items: 100, onlyFirst, onlySecond });
      if (low <= win - lose && win - lose <= high) held += 1;
    }
    expect(held / 2000).toBeGreaterThan(0.87);
    expect(held / 2000).toBeLessThan(0.94);
  });
});

describe('verdicts by interval', () => {
  it('are met above, missed below, unclear across the limit', () => {
    expect(verdictOf({ low: 0.9, high: 0.95 }, 0.9)).toBe('met');
    expect(verdictOf({ low: 0.8, high: 0.89 }, 0.9)).toBe('missed');
    expect(verdictOf({ low: 0.85, high: 0.93 }, 0.9)).toBe('unclear');
  });
});
