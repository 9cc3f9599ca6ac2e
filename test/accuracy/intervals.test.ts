import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pool } from '../../src/accuracy/counts.ts';
import { Z90 } from '../../src/accuracy/interval.ts';
import { fromLogOdds, logOdds } from '../../src/accuracy/logOdds.ts';
import { measured } from '../../src/accuracy/measured.ts';
import { weightedMean } from '../../src/accuracy/weightedMean.ts';
import { wilson } from '../../src/accuracy/wilson.ts';
import { mulberry32 } from '../support/mulberry32.ts';

fc.configureGlobal({ seed: 20261120 });

const Z95 = 1.959963984540054;

const arbitraryCounts = fc
  .integer({ min: 1, max: 500 })
  .chain((total) =>
    fc.record({ passed: fc.integer({ min: 0, max: total }), total: fc.constant(total) }),
  );

describe('Wilson interval', () => {
  // R. G. Newcombe, Stat. Med. 17 (1998) 857-872, table I, method 3 (score), 95%.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%d of %d: %d to %d at 95%% (Newcombe 1998)', (passed, total, low, high) => {
    const interval = wilson({ passed, total }, Z95);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test('is a central 90% interval by default', () => {
    expect(Z90).toBeCloseTo(1.6448536269514722, 15);
    expect(wilson({ passed: 81, total: 263 })).toEqual(wilson({ passed: 81, total: 263 }, Z90));
    // At one half it is 1/2 ± z / (2 sqrt(n + z²)).
    const half = Z90 / (2 * Math.sqrt(100 + Z90 ** 2));
    expect(wilson({ passed: 50, total: 100 }).low).toBeCloseTo(0.5 - half, 12);
    expect(wilson({ passed: 50, total: 100 }).high).toBeCloseTo(0.5 + half, 12);
  });

  test('solves (p̂ - p)² = z² p(1-p)/n at both ends', () => {
    fc.assert(
      fc.property(arbitraryCounts, ({ passed, total }) => {
        const share = passed / total;
        const { low, high } = wilson({ passed, total });
        for (const p of [low, high]) {
          if (p <= 0 || p >= 1) continue;
          expect((share - p) ** 2).toBeCloseTo((Z90 ** 2 * p * (1 - p)) / total, 9);
        }
      }),
    );
  });

  test('lies in 0..1, holds the share, and mirrors when passes and failures change places', () => {
    fc.assert(
      fc.property(arbitraryCounts, ({ passed, total }) => {
        const { low, high } = wilson({ passed, total });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(passed / total + 1e-12);
        expect(high).toBeGreaterThanOrEqual(passed / total - 1e-12);
        const mirrored = wilson({ passed: total - passed, total });
        expect(mirrored.low).toBeCloseTo(1 - high, 12);
        expect(mirrored.high).toBeCloseTo(1 - low, 12);
      }),
    );
  });

  test('narrows when the same share is measured on more items', () => {
    const width = (n: number) => {
      const { low, high } = wilson({ passed: 0.9 * n, total: n });
      return high - low;
    };
    expect([10, 100, 1000, 10_000].map(width)).toEqual(
      [10, 100, 1000, 10_000].map(width).toSorted((a, b) => b - a),
    );
    expect(width(10_000) / width(100)).toBeCloseTo(0.1, 2);
  });

  test.each([
    [0.5, 100],
    [0.9, 200],
    [0.95, 200],
    [0.98, 600],
  ])('covers a share of %d on %d items in 90%% of experiments, ± 3 points', (share, total) => {
    const uniform = mulberry32(1927);
    const experiments = 4000;
    let covered = 0;
    for (let i = 0; i < experiments; i++) {
      let passed = 0;
      for (let item = 0; item < total; item++) passed += Number(uniform() < share);
      const { low, high } = wilson({ passed, total });
      covered += Number(low <= share && share <= high);
    }
    expect(covered / experiments).toBeGreaterThan(0.87);
    expect(covered / experiments).toBeLessThan(0.93);
  });
});

describe('weighted mean by MOVER', () => {
  test('adds the squared distances to the ends, weighted (worked by hand)', () => {
    const mean = weightedMean([
      { value: 0.9, low: 0.85, high: 0.94, weight: 0.5 },
      { value: 0.8, low: 0.7, high: 0.88, weight: 0.5 },
    ]);
    expect(mean.value).toBeCloseTo(0.85, 12);
    expect(mean.low).toBeCloseTo(0.85 - Math.sqrt(0.025 ** 2 + 0.05 ** 2), 12);
    expect(mean.high).toBeCloseTo(0.85 + Math.sqrt(0.02 ** 2 + 0.04 ** 2), 12);
  });

  test('of one part is that part', () => {
    const { low, high } = wilson({ passed: 93, total: 120 });
    const mean = weightedMean([{ value: 0.775, low, high, weight: 1 }]);
    expect(mean.value).toBeCloseTo(0.775, 12);
    expect(mean.low).toBeCloseTo(low, 12);
    expect(mean.high).toBeCloseTo(high, 12);
  });

  const parts = fc
    .array(fc.tuple(arbitraryCounts, fc.double({ min: 0.01, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((list) => {
      const sum = list.reduce((total, [, weight]) => total + weight, 0);
      return list.map(([counts, weight]) => ({
        value: counts.passed / counts.total,
        ...wilson(counts),
        weight: weight / sum,
      }));
    });

  test('holds the mean, and is no wider than if all parts erred together', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const mean = weightedMean(list);
        const at = (pick: (part: (typeof list)[number]) => number) =>
          list.reduce((sum, part) => sum + part.weight * pick(part), 0);
        expect(mean.value).toBeCloseTo(
          at(({ value }) => value),
          12,
        );
        expect(mean.low).toBeLessThanOrEqual(mean.value + 1e-12);
        expect(mean.high).toBeGreaterThanOrEqual(mean.value - 1e-12);
        expect(mean.low).toBeGreaterThanOrEqual(at(({ low }) => low) - 1e-12);
        expect(mean.high).toBeLessThanOrEqual(at(({ high }) => high) + 1e-12);
      }),
    );
  });

  test('does not depend on the order of its parts', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const [a, b] = [weightedMean(list), weightedMean(list.toReversed())];
        expect(a.low).toBeCloseTo(b.low, 12);
        expect(a.high).toBeCloseTo(b.high, 12);
      }),
    );
  });

  test('a part without weight does not matter', () => {
    const part = { value: 0.9, low: 0.8, high: 0.95, weight: 1 };
    const mean = weightedMean([part, { value: 0.1, low: 0, high: 1, weight: 0 }]);
    expect(mean).toEqual(weightedMean([part]));
  });
});

describe('a measured architecture', () => {
  const result = measured([
    { name: 'bookings', weight: 0.5, passed: 252, total: 280 },
    { name: 'refunds', weight: 0.3, passed: 126, total: 168 },
    { name: 'policy', weight: 0.2, passed: 92, total: 112 },
  ]);

  test('is the mean of its tasks by traffic, each with its Wilson interval', () => {
    expect(result.value).toBeCloseTo(0.5 * 0.9 + 0.3 * 0.75 + 0.2 * (92 / 112), 12);
    expect(result.tasks.map(({ name, value }) => [name, value])).toEqual([
      ['bookings', 0.9],
      ['refunds', 0.75],
      ['policy', 92 / 112],
    ]);
    const refunds = wilson({ passed: 126, total: 168 });
    expect(result.tasks[1]).toMatchObject(refunds);
  });

  test('84% (81-86) for the realtime-agent without critic on the fast plan', () => {
    expect(result.value).toBeCloseTo(0.839, 3);
    expect(result.low).toBeCloseTo(0.812, 3);
    expect(result.high).toBeCloseTo(0.862, 3);
  });

  test('pools counts of the same task', () => {
    expect(pool({ passed: 9, total: 10 }, { passed: 70, total: 90 })).toEqual({
      passed: 79,
      total: 100,
    });
  });
});

describe('log odds', () => {
  test.each([
    [0.5, 0],
    [0.9, 2.1972245773362196],
    [0.955, 3.0550488507104103],
  ])('of %d are %d', (share, x) => {
    expect(logOdds(share)).toBeCloseTo(x, 12);
    expect(fromLogOdds(x)).toBeCloseTo(share, 12);
  });
});
