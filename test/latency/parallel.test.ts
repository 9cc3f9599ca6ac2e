import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certain, zeroLaw } from '../../src/latency/certain.ts';
import { onLattice } from '../../src/latency/onLattice.ts';
import { parallel, parallelAll } from '../../src/latency/parallel.ts';
import { series } from '../../src/latency/series.ts';
import { anyLaw, cdfCells, distance, SMALL, totalMass } from './support/laws.ts';

describe('parallel', () => {
  test('its CDF is the product of the CDFs', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, (a, b) => {
        const [cdfA, cdfB] = [cdfCells(a), cdfCells(b)];
        cdfCells(parallel(a, b)).forEach((value, k) => {
          expect(Math.abs(value - cdfA[k]! * cdfB[k]!)).toBeLessThan(1e-12);
        });
      }),
    );
  });

  test('is commutative to the last bit', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, (a, b) => {
        expect(parallel(a, b)).toEqual(parallel(b, a));
      }),
    );
  });

  test('is associative to 1e-12', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, anyLaw, (a, b, c) => {
        expect(distance(parallel(parallel(a, b), c), parallel(a, parallel(b, c)))).toBeLessThan(
          1e-12,
        );
      }),
    );
  });

  test('total mass is 1 within 1e-12', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, (a, b) => {
        expect(Math.abs(totalMass(parallel(a, b)) - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  test('zeroLaw changes nothing', () => {
    fc.assert(
      fc.property(anyLaw, (a) => {
        const same = parallel(a, zeroLaw(SMALL));
        expect(distance(same, a)).toBeLessThan(1e-15);
        expect(same.mean).toBeCloseTo(a.mean, 9);
      }),
    );
  });

  test('preserves first-order dominance', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, anyLaw, (a, b, delay) => {
        const slower = cdfCells(parallel(series(a, delay), b));
        const faster = cdfCells(parallel(a, b));
        slower.forEach((value, k) => expect(value).toBeLessThanOrEqual(faster[k]! + 1e-12));
      }),
    );
  });

  test('is no faster than either and no slower than both in series', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, (a, b) => {
        const [cdfA, both, sum] = [cdfCells(a), cdfCells(parallel(a, b)), cdfCells(series(a, b))];
        both.forEach((value, k) => {
          expect(value).toBeLessThanOrEqual(cdfA[k]! + 1e-12);
          expect(sum[k]!).toBeLessThanOrEqual(value + 1e-12);
        });
      }),
    );
  });

  test('of certain times is the longer', () => {
    const both = parallel(certain(SMALL, 120), certain(SMALL, 250));
    expect([both.start, ...both.mass, both.mean]).toEqual([25, 1, 250]);
  });

  test('one that overflows makes all overflow', () => {
    const both = parallel(certain(SMALL, 900), certain(SMALL, 250));
    expect([both.mass.length, both.over, both.mean]).toEqual([0, 1, 900]);
  });
});

describe('the mean of a maximum', () => {
  // Two log-normals of equal mean m and sigma: E[max] = 2 E[X; X > Y] = 2 m Phi(sigma / sqrt 2), since
  // weighting by X shifts ln X by sigma². Here sigma = ln 4 / 3.2897 and Phi(sigma / sqrt 2) = 0.61714.
  const exact = (mean: number): number => 2 * mean * 0.617139762223666;

  test('is right to 0.01% when nothing overflows', () => {
    const law = onLattice({ kind: 'range', low: 400, high: 1600 }, { step: 4, size: 2048 });
    expect(parallel(law, law).mean / exact(law.mean)).toBeCloseTo(1, 5);
  });

  test('is at most a little low when 1.7% overflow', () => {
    const law = onLattice({ kind: 'range', low: 400, high: 1600 }, { step: 1, size: 2048 });
    const ratio = parallel(law, law).mean / exact(law.mean);
    expect(ratio).toBeLessThan(1.0001);
    expect(ratio).toBeGreaterThan(0.999);
  });
});

describe('parallelAll', () => {
  test('does not depend on the order given, to the last bit', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, anyLaw, (a, b, c) => {
        expect(parallelAll([c, a, b])).toEqual(parallelAll([a, b, c]));
      }),
    );
  });

  test('of nothing is refused', () => {
    expect(() => parallelAll([])).toThrow(RangeError);
  });
});
