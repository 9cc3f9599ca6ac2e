import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDuration,
  binEdge,
  binIndex,
  binValue,
  emptyHistogram,
  GROWTH,
  histogramCount,
  histogramMean,
  histogramQuantile,
  mergeHistograms,
} from '../../src/latency/histogram.ts';

const durations = fc.array(
  fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e8, noNaN: true })),
  { maxLength: 60 },
);

function histogramOf(samples: readonly number[]) {
  const histogram = emptyHistogram();
  for (const ms of samples) addDuration(histogram, ms);
  return histogram;
}

describe('bins', () => {
  test('a power of 1.02 lands in its own bin, a little more in the next', () => {
    for (let i = -500; i <= 1500; i++) {
      expect(binIndex(GROWTH ** i)).toBe(i);
      expect(binIndex(GROWTH ** i * (1 + 1e-9))).toBe(i + 1);
      expect(binIndex(GROWTH ** i * (1 - 1e-9))).toBe(i);
    }
  });

  test('1 ms is in bin 0, 1 s in bin 349, one hour in bin 763', () => {
    expect(Object.is(binIndex(1), 0)).toBe(true);
    expect(binIndex(1000)).toBe(349); // ln 1000 / ln 1.02 = 348.83
    expect(binIndex(3_600_000)).toBe(763); // 762.39
  });

  test('the value of a bin is within (g - 1) / (g + 1) of both edges', () => {
    for (const i of [-300, -1, 0, 1, 349, 1000]) {
      expect(binValue(i) / binEdge(i)).toBeCloseTo(1 - 0.02 / 2.02, 12);
      expect(binValue(i) / binEdge(i - 1)).toBeCloseTo(1 + 0.02 / 2.02, 12);
    }
  });

  test('zeros are counted apart', () => {
    expect(histogramOf([0, 0, 5])).toEqual({ zeros: 2, bins: new Map([[binIndex(5), 1]]) });
  });

  test.each([-1, NaN, Infinity])('a duration of %s ms is refused', (ms) => {
    expect(() => addDuration(emptyHistogram(), ms)).toThrow(RangeError);
  });
});

describe('merging', () => {
  test('equals building from all samples together', () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        expect(mergeHistograms(histogramOf(a), histogramOf(b))).toEqual(histogramOf([...a, ...b]));
      }),
    );
  });

  test('leaves its arguments alone', () => {
    const a = histogramOf([5]);
    mergeHistograms(a, histogramOf([5, 0]));
    expect(a).toEqual(histogramOf([5]));
  });
});

describe('quantiles', () => {
  test('are within 1% of the exact nearest rank, for any samples', () => {
    fc.assert(
      fc.property(
        durations.filter((samples) => samples.length > 0),
        fc.integer({ min: 0, max: 1000 }),
        (samples, thousandths) => {
          const sorted = samples.toSorted((a, b) => a - b);
          const rank = Math.max(1, Math.ceil((thousandths * sorted.length) / 1000));
          const exact = sorted[rank - 1]!;
          const stated = histogramQuantile(histogramOf(samples), thousandths / 1000);
          expect(Math.abs(stated - exact)).toBeLessThanOrEqual(0.01 * exact);
        },
      ),
    );
  });

  test('rank 7 of 100 is the seventh sample although 0.07 * 100 > 7', () => {
    const samples = Array.from({ length: 100 }, (_, i) => 1.1 ** (i + 1));
    expect(histogramQuantile(histogramOf(samples), 0.07)).toBe(binValue(binIndex(1.1 ** 7)));
  });

  test('no samples, no quantile and no mean', () => {
    expect(histogramQuantile(emptyHistogram(), 0.5)).toBeNaN();
    expect(histogramMean(emptyHistogram())).toBeNaN();
  });
});

test('the mean is within 1%, the count exact', () => {
  fc.assert(
    fc.property(
      durations.filter((samples) => samples.length > 0),
      (samples) => {
        const mean = samples.reduce((sum, ms) => sum + ms, 0) / samples.length;
        const histogram = histogramOf(samples);
        expect(Math.abs(histogramMean(histogram) - mean)).toBeLessThanOrEqual(0.01 * mean);
        expect(histogramCount(histogram)).toBe(samples.length);
      },
    ),
  );
});
