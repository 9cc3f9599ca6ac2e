import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../src/accuracy/wilson.ts';
import { binomialTail, surelyAbove } from '../../src/trust/binomial.ts';
import { bothEndsFrom, quantileInterval } from '../../src/trust/quantileInterval.ts';
import { orderedOf } from '../../src/trust/ranked.ts';
import { accuracyCheck } from '../../src/trust/verify/accuracyCheck.ts';
import { shareEstimate } from '../../src/trust/verify/estimates.ts';

/** Intervals against the figures of the papers and tables that define them. */

describe('Clopper and Pearson', () => {
  // R. G. Newcombe, Stat. Med. 17 (1998) 857-872, table I, method 5 ("exact"), 95%.
  it.each([
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [0, 20, 0, 0.1684],
    [1, 29, 0.0009, 0.1776],
  ])('%d of %d: %d to %d at 95%% (Newcombe 1998)', (k, n, low, high) => {
    expect(surelyAbove(k, n, 0.025)).toBeCloseTo(low, 4);
    expect(1 - surelyAbove(n - k, n, 0.025)).toBeCloseTo(high, 4);
  });

  it('has closed forms at the ends: none of n, and all of n', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        (n, alpha) => {
          expect(surelyAbove(0, n, alpha)).toBe(0);
          // All n of chance p with probability p^n, which is alpha at the end.
          expect(surelyAbove(n, n, alpha)).toBeCloseTo(alpha ** (1 / n), 9);
          // One or more of n with 1 - (1 - p)^n.
          expect(surelyAbove(1, n, alpha)).toBeCloseTo(1 - (1 - alpha) ** (1 / n), 9);
        },
      ),
    );
  });

  it('ends where so many or more have just that chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        (n, share, alpha) => {
          const k = Math.max(1, Math.round(share * n));
          expect(binomialTail(n, surelyAbove(k, n, alpha), k)).toBeCloseTo(alpha, 6);
        },
      ),
    );
  });

  it('is wider than Wilson where events are rare: that is what false alarms are made of', () => {
    for (const [k, n] of [
      [1, 100],
      [2, 300],
      [1, 1000],
      [3, 2000],
    ] as const)
      expect(surelyAbove(k, n, 0.05)).toBeLessThan(wilson({ passed: k, total: n }).low);
  });

  it('misses a true share no more often than it says, of any size (exact, no simulation)', () => {
    for (const n of [20, 75, 300])
      for (const p of [0.001, 0.01, 0.03, 0.2, 0.5, 0.97]) {
        let missed = 0;
        for (let k = 0; k <= n; k++)
          if (surelyAbove(k, n, 0.05) > p)
            missed += binomialTail(n, p, k) - binomialTail(n, p, k + 1);
        expect(missed).toBeLessThanOrEqual(0.05 + 1e-9);
      }
  });
});

describe('intervals of a median by order statistics', () => {
  // Ranks of the central 95% of a median (Documenta Geigy, Scientific Tables, 6th ed. 1962;
  // also W. J. Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2).
  it.each([
    [6, 1, 6],
    [8, 1, 8],
    [9, 2, 8],
    [10, 2, 9],
    [12, 3, 10],
    [15, 4, 12],
    [20, 6, 15],
    [25, 8, 18],
    [30, 10, 21],
    [40, 14, 27],
    [50, 18, 33],
    [100, 40, 61],
  ])('of %i values are those of rank %i and %i', (n, low, high) => {
    const values = Array.from({ length: n }, (_, at) => at + 1);
    expect(quantileInterval(orderedOf(values), 0.5, 0.05)).toMatchObject({ low, high, n });
  });

  it('do not exist for five values: 2 in 32 sets lie on one side', () => {
    const found = quantileInterval(orderedOf([1, 2, 3, 4, 5]), 0.5, 0.05);
    expect([found.low, found.high]).toEqual([null, null]);
  });
});

describe('the least number of values', () => {
  // S. S. Wilks, Ann. Math. Stat. 12 (1941) 91-96: 59 for 95% of 95%, 299 for 99%, 29 for 90%.
  it.each([
    [0.9, 29],
    [0.95, 59],
    [0.99, 299],
    [0.5, 5],
  ])('that bound a p%d from above with 95%% certainty', (p, n) => {
    expect(bothEndsFrom(p)).toBe(n);
    const values = Array.from({ length: n }, (_, at) => at + 1);
    expect(quantileInterval(orderedOf(values), p).high).not.toBeNull();
    expect(quantileInterval(orderedOf(values.slice(1)), p).high).toBeNull();
  });
});

describe('an accuracy over tasks', () => {
  const judged = (evals: Parameters<typeof accuracyCheck>[1]) =>
    accuracyCheck(0.5, evals)[0]!(0.05);

  it('of one task is that of the share alone', () => {
    const { measured, low, high, n } = judged([{ task: 'a', weight: 1, passed: 81, total: 263 }]);
    const alone = wilson({ passed: 81, total: 263 });
    expect(measured).toBeCloseTo(81 / 263, 12);
    expect(low).toBeCloseTo(alone.low, 12);
    expect(high).toBeCloseTo(alone.high, 12);
    expect(n).toBe(263);
  });

  // MOVER, G. Y. Zou and A. Donner, Stat. Med. 27 (2008) 1693-1702: the half widths add in squares.
  it('of several adds half widths in squares, weighted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (m, n, first, second, weight) => {
          const tasks = [
            { task: 'a', weight, passed: Math.round(first * m), total: m },
            { task: 'b', weight: 1 - weight, passed: Math.round(second * n), total: n },
          ];
          const parts = tasks.map((task) => ({ ...task, share: task.passed / task.total }));
          const mean = parts.reduce((sum, each) => sum + each.weight * each.share, 0);
          const half = (end: 'low' | 'high') =>
            Math.hypot(...parts.map((each) => each.weight * (wilson(each)[end] - each.share)));
          const found = judged(tasks);
          expect(found.measured).toBeCloseTo(mean, 12);
          expect(found.low).toBeCloseTo(mean - half('low'), 12);
          expect(found.high).toBeCloseTo(mean + half('high'), 12);
        },
      ),
    );
  });

  it('is asked for nothing where none was signed, and unknown without new results', () => {
    expect(accuracyCheck(null, [])).toEqual([]);
    const [check] = accuracyCheck(0.8, null);
    expect(check!(0.05)).toMatchObject({
      status: 'unknown',
      signed: false,
      reason: 'no new eval results: --evals',
    });
  });
});

describe('a share that is judged', () => {
  it('is worse at no end of its interval than it was measured', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (total, share, higherIsWorse) => {
          const passed = Math.round(share * total);
          const found = shareEstimate(passed, total, 0.01, higherIsWorse);
          expect(found.measured).toBe(passed / total);
          if (higherIsWorse) expect(found.surely).toBeLessThanOrEqual(found.measured);
          else expect(found.surely).toBeGreaterThanOrEqual(found.measured - 1e-12);
        },
      ),
    );
  });
});
