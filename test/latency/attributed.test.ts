import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AttributedLaw,
  attributedMixture,
  attributedParallel,
  attributedRepeat,
  attributedSeries,
  attributedTo,
  attributedZero,
  timesAround,
} from '../../src/latency/attributed.ts';
import type { Lattice } from '../../src/latency/law.ts';
import { onLattice } from '../../src/latency/onLattice.ts';
import { quantile } from '../../src/latency/quantile.ts';

const LATTICE: Lattice = { step: 8, size: 512 };
const leaf = (owner: string, low: number, high: number) =>
  attributedTo(owner, onLattice({ kind: 'range', low, high }, LATTICE));
const fixed = (owner: string, ms: number) =>
  attributedTo(owner, onLattice({ kind: 'point', ms }, LATTICE));

/** Largest difference, over the cells, between what the parts add and the time of the cell. */
function imbalance({ law, times }: AttributedLaw): number {
  let worst = 0;
  law.mass.forEach((mass, i) => {
    const parts = [...times.values()].reduce((sum, cells) => sum + (cells[i] ?? 0), 0);
    worst = Math.max(worst, Math.abs(parts - mass * (law.start + i) * law.lattice.step));
  });
  return worst;
}

/** Random compositions of up to a few parts. */
const composed: fc.Arbitrary<AttributedLaw> = fc.letrec<{ whole: AttributedLaw }>((tie) => ({
  whole: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 20, max: 400 }))
      .map(([owner, low]) => leaf(owner, low, low * 1.7)),
    fc.tuple(tie('whole'), tie('whole')).map(([a, b]) => attributedSeries(a, b)),
    fc.tuple(tie('whole'), tie('whole')).map(([a, b]) => attributedParallel(a, b)),
    fc.tuple(tie('whole'), fc.double({ min: 0.01, max: 0.99, noNaN: true })).map(([law, weight]) =>
      attributedMixture([
        { weight, law },
        { weight: 1 - weight, law: attributedZero(LATTICE) },
      ]),
    ),
  ),
})).whole;

describe('a law with what each part adds', () => {
  test('the parts of every cell sum to its time, whatever was composed', () => {
    fc.assert(
      fc.property(composed, (law) => {
        expect(imbalance(law)).toBeLessThan(1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test('what the parts add around a percentile is that percentile, within half a band', () => {
    fc.assert(
      fc.property(composed, fc.constantFrom(0.5, 0.9, 0.95, 0.99), (law, q) => {
        const [low, high] = [quantile(law.law, q - 0.006), quantile(law.law, q + 0.006)];
        if (!Number.isFinite(high)) return;
        const sum = [...timesAround(law, q).values()].reduce((total, ms) => total + ms, 0);
        expect(sum).toBeGreaterThanOrEqual(low - LATTICE.step);
        expect(sum).toBeLessThanOrEqual(high + LATTICE.step);
      }),
      { numRuns: 60 },
    );
  });

  test('304 ms then 96 ms: each its own', () => {
    const times = timesAround(attributedSeries(fixed('a', 304), fixed('b', 96)), 0.95);
    expect(times.get('a')).toBeCloseTo(304, 9);
    expect(times.get('b')).toBeCloseTo(96, 9);
  });

  test('of parallel branches the longer takes all, and equal ones half each', () => {
    const longer = timesAround(attributedParallel(fixed('a', 304), fixed('b', 104)), 0.5);
    expect(longer.get('a')).toBeCloseTo(304, 9);
    expect(longer.get('b')).toBeCloseTo(0, 9);
    const equal = timesAround(attributedParallel(fixed('a', 200), fixed('b', 200)), 0.5);
    expect(equal.get('a')).toBeCloseTo(100, 9);
    expect(equal.get('b')).toBeCloseTo(100, 9);
  });

  test('equal steps share every percentile equally', () => {
    const four = ['a', 'b', 'c', 'd'].map((owner) => leaf(owner, 100, 300));
    const times = timesAround(four.reduce(attributedSeries), 0.99);
    const [first = 0, ...others] = times.values();
    for (const other of others) expect(other).toBeCloseTo(first, 6);
  });

  test('a rare slow step owns the tail and nothing of the median', () => {
    const rare = attributedMixture([
      { weight: 0.08, law: fixed('retry', 1600) },
      { weight: 0.92, law: attributedZero(LATTICE) },
    ]);
    const whole = attributedSeries(fixed('call', 400), rare);
    expect(timesAround(whole, 0.5).get('retry')).toBeCloseTo(0, 9);
    expect(timesAround(whole, 0.95).get('retry')).toBeCloseTo(1600, 9);
    expect(timesAround(whole, 0.95).get('call')).toBeCloseTo(400, 9);
  });

  test('calls are of one part', () => {
    const calls = [{ count: 2, share: 1 }];
    expect(timesAround(attributedRepeat(fixed('a', 200), calls), 0.5).get('a')).toBeCloseTo(400, 9);
    const two = attributedSeries(fixed('a', 200), fixed('b', 200));
    expect(() => attributedRepeat(two, calls)).toThrow(RangeError);
  });
});
