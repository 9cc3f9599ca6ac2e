import { describe, expect, it } from 'vitest';
import { samplesFor } from '../../src/latency/samplesFor.ts';

describe('samplesFor', () => {
  it('gives Wilks’ numbers: 59 for p95, 299 for p99', () => {
    expect([0.5, 0.9, 0.95, 0.99, 0.999].map(samplesFor)).toEqual([5, 29, 59, 299, 2995]);
  });

  it('is the least n whose longest call exceeds the percentile with 95%', () => {
    for (const p of [0.5, 0.75, 0.9, 0.95, 0.98, 0.99]) {
      const n = samplesFor(p);
      expect(1 - p ** n).toBeGreaterThanOrEqual(0.95 - 1e-9);
      expect(1 - p ** (n - 1)).toBeLessThan(0.95);
    }
  });
});
