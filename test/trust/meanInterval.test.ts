import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import { meanBound, studentQuantile } from '../../src/trust/meanInterval.ts';
import { momentsOf } from '../../src/trust/moments.ts';
import { mulberry32 } from '../support/mulberry32.ts';

const values = fc.array(fc.integer({ min: -50, max: 1000 }), { minLength: 3, maxLength: 60 });

describe('moments', () => {
  it('of 1, 2, 3 and 10: mean 4, variance 50/3, skewness 45 / 12.5^1.5', () => {
    const { n, mean, variance, skewness } = momentsOf([1, 2, 3, 10]);
    expect({ n, mean }).toEqual({ n: 4, mean: 4 });
    expect(variance).toBeCloseTo(50 / 3, 12);
    expect(skewness).toBeCloseTo(45 / 12.5 ** 1.5, 12);
  });

  it('are those of two passes over the values, in any order', () => {
    fc.assert(
      fc.property(values, (all) => {
        const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
        const power = (k: number) =>
          all.reduce((sum, value) => sum + (value - mean) ** k, 0) / all.length;
        const skewness = power(2) > 0 ? power(3) / power(2) ** 1.5 : 0;
        for (const order of [all, all.toReversed(), all.toSorted((a, b) => a - b)]) {
          const found = momentsOf(order);
          expect(found.mean).toBeCloseTo(mean, 9);
          expect(found.variance! / Math.max(1, power(2))).toBeCloseTo(
            (power(2) * all.length) / (all.length - 1) / Math.max(1, power(2)),
            9,
          );
          expect(found.skewness).toBeCloseTo(skewness, 7);
        }
      }),
    );
  });

  it('of values that are alike have no skewness', () => {
    expect(momentsOf([7, 7, 7]).skewness).toBe(0);
    expect(momentsOf([7]).skewness).toBe(0);
    expect(momentsOf([1, 2, 3]).skewness).toBeCloseTo(0, 12);
  });
});

describe('quantiles of Student’s law', () => {
  // Fisher and Yates, Statistical Tables, table III.
  it.each([
    [0.95, 19, 1.729],
    [0.975, 19, 2.093],
    [0.995, 19, 2.861],
    [0.95, 30, 1.697],
    [0.995, 60, 2.66],
    [0.975, 120, 1.98],
  ])('%d with %i degrees of freedom: %d', (p, degrees, quantile) => {
    expect(Math.abs(studentQuantile(p, degrees) - quantile)).toBeLessThan(0.001);
    expect(studentQuantile(1 - p, degrees)).toBeCloseTo(-studentQuantile(p, degrees), 6);
  });
});

describe('the interval of a mean', () => {
  it('is Student’s where values lie evenly around their mean', () => {
    // 1 to 20: mean 10.5, standard error 1.32288, t 1.72913.
    const sample = momentsOf(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(meanBound(sample, 0.95)).toBeCloseTo(10.5 + 1.72913 * Math.sqrt(35 / 20), 3);
    expect(meanBound(sample, 0.05)).toBeCloseTo(10.5 - 1.72913 * Math.sqrt(35 / 20), 3);
  });

  it('reaches further to the side of the long tail', () => {
    const costs = momentsOf(Array.from({ length: 40 }, (_, at) => Math.exp(at / 10)));
    expect(meanBound(costs, 0.95)! - costs.mean).toBeGreaterThan(
      1.2 * (costs.mean - meanBound(costs, 0.05)!),
    );
  });

  it('follows the unit and the zero of the values, and turns round with their sign', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0.05, 0.5, 0.95, 0.997), (all, p) => {
        const of = (change: (value: number) => number) => momentsOf(all.map(change));
        const bound = meanBound(
          of((value) => value),
          p,
        )!;
        expect(
          meanBound(
            of((value) => 3 * value + 20),
            p,
          )!,
        ).toBeCloseTo(3 * bound + 20, 4);
        expect(
          meanBound(
            of((value) => -value),
            1 - p,
          )!,
        ).toBeCloseTo(-bound, 4);
      }),
    );
  });

  it('is ordered by probability', () => {
    fc.assert(
      fc.property(values, (all) => {
        const bounds = [0.003, 0.05, 0.5, 0.95, 0.997].map((p) => meanBound(momentsOf(all), p)!);
        expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
      }),
    );
  });

  it('is none of one value', () => {
    expect(meanBound(momentsOf([3]), 0.95)).toBeNull();
  });

  it.each([
    [0.5, 50, 0.085],
    [1, 100, 0.1],
    [1, 400, 0.08],
  ])('of costs that spread by %d misses above rarely, n = %i', (sigma, n, most) => {
    const random = mulberry32(n);
    const truth = Math.exp(sigma ** 2 / 2);
    const sets = 1200;
    let [above, below] = [0, 0];
    for (let set = 0; set < sets; set++) {
      const costs = Array.from({ length: n }, () => Math.exp(sigma * normalQuantile(random())));
      const sample = momentsOf(costs);
      if (meanBound(sample, 0.95)! < truth) above += 1;
      if (meanBound(sample, 0.05)! > truth) below += 1;
    }
    // The mean plus 1.645 standard errors misses in 8 to 13% of them, and never fails too often below.
    expect(above / sets).toBeLessThan(most);
    expect(below / sets).toBeLessThan(0.065);
  });
});
