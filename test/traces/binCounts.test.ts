import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDuration, emptyHistogram } from '../../src/latency/histogram.ts';
import { BinCounts } from '../../src/traces/binCounts.ts';

const duration = fc.oneof(
  fc.constantFrom(0, 1e-6, 1, 1.02, 86_400_000),
  fc.double({ min: 0, max: 86_400_000, noNaN: true }),
);

test('an array of bins holds what the map holds, in whatever order durations come', () => {
  fc.assert(
    fc.property(fc.array(duration), fc.array(duration), (first, second) => {
      const expected = emptyHistogram();
      for (const ms of [...first, ...second]) addDuration(expected, ms);
      const [counts, others] = [new BinCounts(), new BinCounts()];
      for (const ms of first) counts.add(ms);
      for (const ms of second) others.add(ms);
      counts.addAll(others.histogram);
      expect(counts.histogram).toEqual(expected);
    }),
  );
});

test('bins come in ascending order', () => {
  const counts = new BinCounts();
  for (const ms of [50, 0.001, 70_000, 2]) counts.add(ms);
  const indices = [...counts.histogram.bins.keys()];
  expect(indices).toEqual([...indices].sort((a, b) => a - b));
});

test.each([-1, NaN, Infinity])('%s ms is no duration', (ms) => {
  expect(() => new BinCounts().add(ms)).toThrow(RangeError);
});
