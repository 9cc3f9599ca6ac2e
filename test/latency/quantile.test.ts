import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certain, zeroLaw } from '../../src/latency/certain.ts';
import { cumulative } from '../../src/latency/cumulative.ts';
import { seriesCdf } from '../../src/latency/joinCdf.ts';
import { cdfAt, quantile, stepQuantile } from '../../src/latency/quantile.ts';
import { onLattice } from '../../src/latency/onLattice.ts';
import { series } from '../../src/latency/series.ts';
import { anyLaw, SMALL } from './support/laws.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantile', () => {
  test('the mass up to cell k is reached at (k + 1/2) * step', () => {
    const law = {
      lattice: SMALL,
      start: 3,
      mass: Float64Array.of(0.5, 0.25, 0.25),
      over: 0,
      mean: 37.5,
    };
    expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile(law, q))).toEqual([25, 30, 35, 45, 55]);
  });

  test('is monotone in p', () => {
    fc.assert(
      fc.property(anyLaw, share, share, (law, p, q) => {
        expect(quantile(law, Math.min(p, q))).toBeLessThanOrEqual(quantile(law, Math.max(p, q)));
      }),
    );
  });

  test('cdfAt undoes it wherever it is positive and finite', () => {
    fc.assert(
      fc.property(anyLaw, share, (law, q) => {
        const t = quantile(law, q);
        fc.pre(t > 0 && t < Infinity);
        expect(Math.abs(cdfAt(law, t) - q)).toBeLessThan(2e-12);
      }),
    );
  });

  test('is Infinity exactly where the overflow begins', () => {
    const law = {
      lattice: SMALL,
      start: 3,
      mass: Float64Array.of(0.5, 0.25),
      over: 0.25,
      mean: 200,
    };
    expect([quantile(law, 0.75), quantile(law, 0.7500001)]).toEqual([45, Infinity]);
  });

  test('is never negative: no time at all has every quantile at 0 up to half a cell', () => {
    expect([0, 0.3, 0.5].map((q) => quantile(zeroLaw(SMALL), q))).toEqual([0, 0, 0]);
    expect(quantile(zeroLaw(SMALL), 1)).toBe(5);
  });

  test('of a law without gaps lies within half a cell of the cell that reaches it', () => {
    fc.assert(
      fc.property(anyLaw, fc.double({ min: 0.001, max: 1, noNaN: true }), (law, q) => {
        const reached = stepQuantile(law, q);
        fc.pre(reached < Infinity);
        expect(Math.abs(quantile(law, q) - reached)).toBeLessThanOrEqual(5 + 1e-9);
      }),
    );
  });
});

describe('cdfAt', () => {
  test('is 0 before time, the mass on the lattice ever after', () => {
    fc.assert(
      fc.property(anyLaw, (law) => {
        expect(cdfAt(law, -1)).toBe(0);
        expect(cdfAt(law, Infinity)).toBeCloseTo(1 - law.over, 12);
      }),
    );
  });
});

describe('cumulative', () => {
  test('is computed once per law', () => {
    const law = certain(SMALL, 123);
    expect(cumulative(law)).toBe(cumulative(law));
  });
});

describe('seriesCdf', () => {
  const times = fc.double({ min: -20, max: 900, noNaN: true });

  test('equals the CDF of the series to 1e-12', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, times, (a, b, t) => {
        expect(Math.abs(seriesCdf(a, b, t) - cdfAt(series(a, b), t))).toBeLessThan(1e-12);
      }),
      { numRuns: 2000 },
    );
  });

  test('on a wide lattice too', () => {
    const lattice = { step: 5, size: 1024 };
    const a = onLattice({ kind: 'range', low: 200, high: 2500 }, lattice);
    const b = onLattice({ kind: 'range', low: 600, high: 1400 }, lattice);
    const sum = series(a, b);
    for (let t = 0; t < 6000; t += 13.7) {
      expect(Math.abs(seriesCdf(a, b, t) - cdfAt(sum, t))).toBeLessThan(1e-12);
    }
  });

  test('of a law that never ends on the lattice is 0', () => {
    expect(seriesCdf(certain(SMALL, 9000), certain(SMALL, 10), 500)).toBe(0);
  });
});
