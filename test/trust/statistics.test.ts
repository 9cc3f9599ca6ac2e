import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import { binomialQuantile } from '../../src/trust/binomial.ts';
import { bootstrapQuantiles, seededUniform, shuffle } from '../../src/trust/bootstrap.ts';
import { quantileInterval } from '../../src/trust/quantileInterval.ts';
import { ascendingOf, orderedOf, rankedQuantile, shareUpTo } from '../../src/trust/ranked.ts';
import { mulberry32 } from '../support/mulberry32.ts';

function logNormal(n: number, random: () => number): Float64Array {
  return ascendingOf(Array.from({ length: n }, () => Math.exp(normalQuantile(random()))));
}

describe('ranked values', () => {
  it('are read by nearest rank, as tables are', () => {
    const values = ascendingOf([30, 10, 20, 40]);
    expect([0.01, 0.25, 0.26, 0.5, 0.95, 1].map((p) => rankedQuantile(values, p))).toEqual([
      10, 10, 20, 20, 40, 40,
    ]);
    expect(rankedQuantile([], 0.5)).toBeNaN();
  });

  it('know which share lies up to a value', () => {
    expect([5, 10, 25, 99].map((value) => shareUpTo([10, 20, 20, 30], value))).toEqual([
      0, 0.25, 0.75, 1,
    ]);
  });
});

describe('binomial quantiles', () => {
  it('are those of adding up probabilities with factorials', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (n, p, probability) => {
          const at = binomialQuantile(n, p, probability);
          expect(cumulative(n, p, at)).toBeGreaterThanOrEqual(probability - 1e-9);
          if (at > 0) expect(cumulative(n, p, at - 1)).toBeLessThan(probability + 1e-9);
        },
      ),
    );
  });

  it('hold for a million trials, where factorials overflow', () => {
    // Mean 950,000, standard deviation 217.94: the normal law is exact to a unit here.
    expect(binomialQuantile(1_000_000, 0.95, 0.05)).toBe(949_641);
    expect(binomialQuantile(1_000_000, 0.95, 0.5)).toBe(950_000);
  });
});

function cumulative(n: number, p: number, k: number): number {
  let sum = 0;
  for (let i = 0; i <= k; i++) sum += choose(n, i) * p ** i * (1 - p) ** (n - i);
  return sum;
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product = (product * (n - k + i)) / i;
  return product;
}

describe('the interval of a measured percentile', () => {
  it('needs 59 values to bound p95 from above with 95% certainty (Wilks 1941)', () => {
    const values = Array.from({ length: 59 }, (_, at) => at + 1);
    expect(quantileInterval(orderedOf(values), 0.95).high).toBe(59);
    expect(quantileInterval(orderedOf(values.slice(1)), 0.95).high).toBeNull();
  });

  it('of the median of 11 values lies between the 3rd and the 9th', () => {
    // P(Bin(11, 1/2) <= 2) = 3.3%, P(<= 3) = 11.3%: Conover, Practical Nonparametric Statistics, 3.2.
    const values = Array.from({ length: 11 }, (_, at) => at + 1);
    expect(quantileInterval(orderedOf(values), 0.5)).toEqual({ value: 6, low: 3, high: 9, n: 11 });
  });

  it.each([0.5, 0.9, 0.95, 0.99])('covers the true p%f at least 90% of the time', (p) => {
    const random = mulberry32(11);
    const truth = Math.exp(normalQuantile(p));
    const sets = 600;
    let covered = 0;
    for (let set = 0; set < sets; set++) {
      const { low, high } = quantileInterval(orderedOf(logNormal(400, random)), p);
      if ((low ?? 0) <= truth && truth <= (high ?? Infinity)) covered += 1;
    }
    // Two standard errors of a share of 600 around 90% are 2.4 points.
    expect(covered / sets).toBeGreaterThan(0.876);
  });
});

/** Every way to draw n of n values with replacement, each as likely as the next. */
function* redraws(values: readonly number[], left = values.length): Generator<number[]> {
  if (left === 0) yield [];
  else
    for (const rest of redraws(values, left - 1))
      for (const value of values) yield [value, ...rest];
}

describe('the bootstrap', () => {
  it.each([1, 2, 3, 4, 5, 6])('is what all redraws of %i values say, without drawing any', (n) => {
    const values = [1, 3, 8, 20, 50, 110].slice(0, n);
    for (const p of [0.1, 0.5, 0.75, 0.95]) {
      const all = [...redraws(values)].map((drawn) => rankedQuantile(ascendingOf(drawn), p));
      const ordered = ascendingOf(all);
      const [range] = bootstrapQuantiles(orderedOf(values), [p]);
      expect(range).toEqual([rankedQuantile(ordered, 0.05), rankedQuantile(ordered, 0.95)]);
    }
  });

  it('covers the truth about 90% of the time', () => {
    const random = mulberry32(5);
    let covered = 0;
    for (let set = 0; set < 600; set++) {
      const [range] = bootstrapQuantiles(orderedOf(logNormal(300, random)), [0.9]);
      const truth = Math.exp(normalQuantile(0.9));
      if (range && range[0] <= truth && truth <= range[1]) covered += 1;
    }
    expect(covered / 600).toBeGreaterThan(0.86);
    expect(covered / 600).toBeLessThan(0.94);
  });
});

describe('shuffling', () => {
  it('keeps every value, and puts each in every place about equally often', () => {
    const random = seededUniform(0);
    const firsts = new Map<number, number>();
    for (let round = 0; round < 3000; round++) {
      const order = Int32Array.of(0, 1, 2);
      shuffle(order, random);
      expect([...order].sort()).toEqual([0, 1, 2]);
      firsts.set(order[0]!, (firsts.get(order[0]!) ?? 0) + 1);
    }
    for (const count of firsts.values()) expect(Math.abs(count / 3000 - 1 / 3)).toBeLessThan(0.04);
  });
});
