import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentsOf } from '../../src/trust/moments.ts';
import { quantileInterval } from '../../src/trust/quantileInterval.ts';
import { orderedOf, quantileOf } from '../../src/trust/ranked.ts';
import { Samples, samplesOf } from '../../src/trust/samples.ts';

const durations = fc.array(
  fc.oneof(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), fc.constant(0), fc.nat(1000)),
  { minLength: 1, maxLength: 60 },
);

function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

function filled(values: readonly number[], kept: number): Samples {
  const samples = new Samples(kept);
  for (const value of values) samples.add(value);
  return samples;
}

describe('samples that are kept', () => {
  it('have every rank that the sorted values have, whatever their order', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const samples = samplesOf(values);
        const sorted = ascending(values);
        expect(samples.count).toBe(values.length);
        expect(samples.isExact).toBe(true);
        expect(sorted.map((_, at) => samples.at(at + 1))).toEqual(sorted);
      }),
    );
  });

  it('count what is greater as looking at each value does, values among them and between', () => {
    fc.assert(
      fc.property(durations, fc.double({ min: -1, max: 2e9, noNaN: true }), (values, other) => {
        const samples = samplesOf(values);
        for (const limit of [...values, other])
          expect(samples.countAbove(limit)).toBe(values.filter((value) => value > limit).length);
      }),
    );
  });

  it('can be read between additions', () => {
    const samples = new Samples();
    const seen: number[] = [];
    for (const value of [5, 1, 4, 2, 3]) {
      samples.add(value);
      seen.push(samples.at(samples.count));
      expect(samples.at(1)).toBe(Math.min(5, ...[5, 1, 4, 2, 3].slice(0, samples.count)));
    }
    expect(seen).toEqual([5, 5, 5, 5, 5]);
  });

  it('without any value have no rank and no percentile', () => {
    expect(new Samples().at(1)).toBeNaN();
    expect(quantileOf(new Samples(), 0.5)).toBeNaN();
    expect(new Samples().countAbove(0)).toBe(0);
  });
});

describe('samples beyond those that are kept', () => {
  it('are within 0.05% of the sorted values at every rank, and exact at both ends', () => {
    fc.assert(
      fc.property(durations, fc.integer({ min: 0, max: 30 }), (values, kept) => {
        const samples = filled(values, kept);
        const sorted = ascending(values);
        expect(samples.isExact).toBe(values.length <= kept);
        expect(samples.at(1)).toBe(sorted[0]);
        expect(samples.at(values.length)).toBe(sorted.at(-1));
        sorted.forEach((value, at) => {
          const found = samples.at(at + 1);
          expect(Math.abs(found - value)).toBeLessThanOrEqual(value * 5.01e-4);
        });
      }),
    );
  });

  it('are the same whatever the order in which they came', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const there = filled(values, 3);
        const back = filled(values.toReversed(), 3);
        values.forEach((_, at) => expect(back.at(at + 1)).toBe(there.at(at + 1)));
      }),
    );
  });

  it('give the interval of a percentile within 0.05% of that of the sorted values', () => {
    const values = Array.from({ length: 4001 }, (_, at) => 100 * 1.001 ** ((at * 1237) % 4001));
    const exact = quantileInterval(orderedOf(ascending(values)), 0.95);
    const binned = quantileInterval(filled(values, 100), 0.95);
    expect(binned.n).toBe(exact.n);
    for (const end of ['value', 'low', 'high'] as const)
      expect(Math.abs((binned[end] ?? 0) / (exact[end] ?? 1) - 1)).toBeLessThan(5.01e-4);
  });
});

describe('moments', () => {
  // Sepal lengths of the first ten irises: mean 4.86, sample variance 0.0848888… (R.A. Fisher 1936).
  const IRISES = [5.1, 4.9, 4.7, 4.6, 5.0, 5.4, 4.6, 5.0, 4.4, 4.9];

  it('are those of textbooks', () => {
    const { n, mean, variance } = momentsOf(IRISES);
    expect(n).toBe(10);
    expect(mean).toBeCloseTo(4.86, 12);
    expect(variance).toBeCloseTo(0.084888888888, 10);
  });

  it('are those of two passes over the values, far from zero too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 2, maxLength: 40 }),
        fc.constantFrom(0, 1e6),
        (values, from) => {
          const shifted = values.map((value) => value + from);
          const mean = shifted.reduce((a, b) => a + b, 0) / shifted.length;
          const variance =
            shifted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (shifted.length - 1);
          const found = momentsOf(shifted);
          expect(found.mean).toBeCloseTo(mean, 6);
          expect(Math.abs((found.variance ?? 0) - variance)).toBeLessThanOrEqual(
            1e-9 * variance + 1e-4,
          );
        },
      ),
    );
  });

  it('know no variance of one value, and no mean of none', () => {
    expect(momentsOf([3])).toMatchObject({ n: 1, mean: 3, variance: null });
    expect(momentsOf([]).mean).toBeNaN();
  });
});
