import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certain, zeroLaw } from '../../src/latency/certain.ts';
import { withChance } from '../../src/latency/chance.ts';
import { mixture } from '../../src/latency/mixture.ts';
import { quantile } from '../../src/latency/quantile.ts';
import { repeat } from '../../src/latency/repeat.ts';
import { series, seriesAll } from '../../src/latency/series.ts';
import { anyLaw, cdfCells, distance, SMALL, totalMass } from './support/laws.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('mixture', () => {
  test('its CDF and mean are the weighted ones of its parts', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, share, (a, b, weight) => {
        const law = mixture([
          { weight, law: a },
          { weight: 1 - weight, law: b },
        ]);
        const [cdfA, cdfB] = [cdfCells(a), cdfCells(b)];
        cdfCells(law).forEach((value, k) => {
          expect(Math.abs(value - weight * cdfA[k]! - (1 - weight) * cdfB[k]!)).toBeLessThan(1e-12);
        });
        expect(law.mean).toBeCloseTo(weight * a.mean + (1 - weight) * b.mean, 9);
        expect(Math.abs(totalMass(law) - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  test('preserves first-order dominance', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, anyLaw, share, (a, b, delay, weight) => {
        const mixed = (law: typeof a) =>
          cdfCells(
            mixture([
              { weight, law },
              { weight: 1 - weight, law: b },
            ]),
          );
        const faster = mixed(a);
        mixed(series(a, delay)).forEach((value, k) => {
          expect(value).toBeLessThanOrEqual(faster[k]! + 1e-12);
        });
      }),
    );
  });

  test('series distributes over it', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, anyLaw, share, (a, b, c, weight) => {
        const inside = series(
          c,
          mixture([
            { weight, law: a },
            { weight: 1 - weight, law: b },
          ]),
        );
        const outside = mixture([
          { weight, law: series(c, a) },
          { weight: 1 - weight, law: series(c, b) },
        ]);
        expect(distance(inside, outside)).toBeLessThan(1e-12);
      }),
    );
  });

  test('accepts weights that sum to 1 within 0.1% and divides by their sum', () => {
    const law = mixture([
      { weight: 0.333, law: certain(SMALL, 100) },
      { weight: 0.333, law: certain(SMALL, 200) },
      { weight: 0.333, law: certain(SMALL, 300) },
    ]);
    expect(law.mean).toBeCloseTo(200, 9);
    expect(totalMass(law)).toBeCloseTo(1, 14);
  });

  test.each<[string, number[]]>([
    ['nothing', []],
    ['weights that sum to 0.9', [0.4, 0.5]],
    ['a negative weight', [1.5, -0.5]],
    ['NaN', [NaN]],
  ])('%s is refused', (_, weights) => {
    const parts = weights.map((weight) => ({ weight, law: zeroLaw(SMALL) }));
    expect(() => mixture(parts)).toThrow(RangeError);
  });
});

describe('chance', () => {
  test('a step that never runs takes no time, one that always runs is itself', () => {
    const law = certain(SMALL, 100);
    expect(withChance(law, 0)).toEqual(zeroLaw(SMALL));
    expect(withChance(law, 1)).toEqual(law);
  });

  test('the mean is its share of the mean', () => {
    fc.assert(
      fc.property(anyLaw, share, (law, p) => {
        expect(withChance(law, p).mean).toBeCloseTo(p * law.mean, 9);
      }),
    );
  });

  test('a hit rate below the percentile does not rescue it', () => {
    // 30% of requests skip an 400 ms step: p50 and p95 do not move, p25 does.
    const law = withChance(certain(SMALL, 400), 0.7);
    expect(quantile(law, 0.95)).toBeCloseTo(400, -1);
    expect(quantile(law, 0.5)).toBeCloseTo(400, -1);
    expect(quantile(law, 0.25)).toBeLessThan(10);
  });

  test.each([-0.1, 1.1, NaN])('of %d is refused', (p) => {
    expect(() => withChance(zeroLaw(SMALL), p)).toThrow(RangeError);
  });
});

describe('repeat', () => {
  test('n times is the n-fold series', () => {
    fc.assert(
      fc.property(anyLaw, fc.integer({ min: 1, max: 9 }), (law, count) => {
        const folded = seriesAll(Array.from({ length: count }, () => law));
        expect(distance(repeat(law, [{ count, share: 1 }]), folded)).toBeLessThan(1e-12);
      }),
    );
  });

  test('a count distribution mixes the n-fold series by share', () => {
    fc.assert(
      fc.property(anyLaw, (law) => {
        const twice = series(law, law);
        const stated = repeat(law, [
          { count: 3, share: 0.1 },
          { count: 1, share: 0.6 },
          { count: 2, share: 0.3 },
        ]);
        const written = mixture([
          { weight: 0.6, law },
          { weight: 0.3, law: twice },
          { weight: 0.1, law: series(twice, law) },
        ]);
        expect(distance(stated, written)).toBeLessThan(1e-12);
      }),
    );
  });

  test('the mean is mean count times mean', () => {
    const law = repeat(certain(SMALL, 50), [
      { count: 0, share: 0.25 },
      { count: 1, share: 0.5 },
      { count: 7, share: 0.25 },
    ]);
    expect(law.mean).toBeCloseTo(2.25 * 50, 9);
  });

  test('0 or 1 times is chance', () => {
    fc.assert(
      fc.property(anyLaw, share, (law, p) => {
        const stated = repeat(law, [
          { count: 0, share: 1 - p },
          { count: 1, share: p },
        ]);
        expect(distance(stated, withChance(law, p))).toBeLessThan(1e-14);
      }),
    );
  });

  test('a count named twice has both shares', () => {
    const law = certain(SMALL, 50);
    const counts = [
      { count: 2, share: 0.5 },
      { count: 2, share: 0.5 },
    ];
    expect(distance(repeat(law, counts), series(law, law))).toBeLessThan(1e-15);
  });

  test.each([
    [[{ count: 1.5, share: 1 }]],
    [[{ count: -1, share: 1 }]],
    [[{ count: 1, share: 0.5 }]],
    [[]],
  ])('%j is refused', (counts) => {
    expect(() => repeat(zeroLaw(SMALL), counts)).toThrow(RangeError);
  });
});
