import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certain } from '../../src/latency/certain.ts';
import { chooseLattice } from '../../src/latency/horizon.ts';
import { leafOf } from '../../src/latency/leafOf.ts';
import { mixture } from '../../src/latency/mixture.ts';
import { onLattice } from '../../src/latency/onLattice.ts';
import { quantile } from '../../src/latency/quantile.ts';
import { readQuantile } from '../../src/latency/readQuantile.ts';
import { series } from '../../src/latency/series.ts';
import { placedInSeries, seriesQuantile } from '../../src/latency/seriesQuantile.ts';

const lattice = chooseLattice(8000, 256);

const spread = fc
  .tuple(fc.integer({ min: 5, max: 4000 }), fc.double({ min: 1.05, max: 4, noNaN: true }))
  .map(([low, factor]) => onLattice(leafOf({ kind: 'range', low, high: low * factor }), lattice));
const point = fc.integer({ min: 0, max: 5000 }).map((ms) => certain(lattice, ms));
const mixed = fc
  .tuple(point, spread, fc.double({ min: 0.01, max: 0.99, noNaN: true }))
  .map(([one, other, weight]) =>
    mixture([
      { weight, law: one },
      { weight: 1 - weight, law: other },
    ]),
  );
const law = fc.oneof(spread, point, mixed);
const share = fc.double({ min: 0.01, max: 0.995, noNaN: true });

const PROPERTY = { seed: 20261122, numRuns: 400 };

function expectEqual(actual: number, expected: number): void {
  if (Number.isFinite(expected)) expect(actual).toBeCloseTo(expected, 5);
  else expect(actual).toBe(expected);
}

describe('the quantile of a series that is not formed', () => {
  it('is that of the series', () => {
    fc.assert(
      fc.property(law, law, share, (a, b, q) => {
        // At a flat stretch of the CDF any rounding decides between both of its ends.
        const whole = series(a, b);
        fc.pre(quantile(whole, q + 1e-9) - quantile(whole, q - 1e-9) < lattice.step / 10);
        expectEqual(seriesQuantile(a, b, q), quantile(whole, q));
      }),
      PROPERTY,
    );
  });

  it('is read where the probability is, when all of it around lies in one place', () => {
    fc.assert(
      fc.property(fc.oneof(point, mixed), point, share, (a, b, q) => {
        const whole = series(a, b);
        fc.pre(quantile(whole, q + 1e-9) - quantile(whole, q - 1e-9) < lattice.step / 10);
        expectEqual(placedInSeries(a, b, seriesQuantile(a, b, q)), readQuantile(whole, q));
      }),
      PROPERTY,
    );
  });

  it('lies beyond the horizon where the series overflows', () => {
    const long = certain(lattice, 0.8 * lattice.size * lattice.step);
    expect(seriesQuantile(long, long, 0.5)).toBe(Number.POSITIVE_INFINITY);
  });
});
