import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import { waited } from '../../src/trust/censoring.ts';
import { ascendingOf, mergedOrder, orderedOf, quantileOf } from '../../src/trust/ranked.ts';
import { samplesOf } from '../../src/trust/samples.ts';
import { mulberry32 } from '../support/mulberry32.ts';

function times(n: number, random: () => number): number[] {
  return Array.from({ length: n }, () => 2000 * Math.exp(0.6 * normalQuantile(random())));
}

function found(ended: readonly number[], failed: readonly number[] = []) {
  return waited(samplesOf(ended), samplesOf(failed)).censored;
}

describe('requests that were cut off', () => {
  it('are none where failures have nothing to do with time, however many there are', () => {
    let flagged = 0;
    for (let set = 0; set < 300; set++) {
      const random = mulberry32(set + 1);
      const failures = [3, 8, 40, 200][set % 4]!;
      if (found(times(600, random), times(failures, random)) !== null) flagged += 1;
    }
    expect(flagged / 300).toBeLessThan(0.02);
  });

  it('are failures of the same length as the slowest requests', () => {
    const random = mulberry32(3);
    const hanging = Array.from({ length: 30 }, () => 30_000);
    expect(found(times(970, random), hanging)).toEqual({ requests: 30, atMs: 30_000, known: 0.97 });
    // Others may fail at once.
    const both = [...hanging, ...Array.from({ length: 60 }, () => 5)];
    expect(found(times(970, random), both)?.requests).toBe(30);
  });

  it('are a pile of requests that end together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3000, max: 6000 }), fc.nat(1e6), (limit, seed) => {
        const all = times(800, mulberry32(seed + 1));
        const cut = all.filter((ms) => ms >= limit).length;
        fc.pre(cut >= 8);
        const seen = found(all.map((ms) => Math.min(ms, limit)));
        expect(seen?.atMs).toBe(limit);
        // Some ended just before the limit by themselves.
        expect(seen!.requests).toBeGreaterThanOrEqual(cut);
        expect(seen!.requests).toBeLessThanOrEqual(cut + 0.02 * 800);
        expect(seen!.known).toBeCloseTo(1 - seen!.requests / 800, 12);
      }),
      { numRuns: 40 },
    );
  });

  it('are no four of them: that is coincidence', () => {
    const random = mulberry32(9);
    expect(found(times(500, random), [30_000, 30_000, 30_000, 30_000])).toBeNull();
    expect(found([])).toBeNull();
    expect(found([], [30_000])).toBeNull();
  });

  it('do not depend on the order in which they come', () => {
    const random = mulberry32(4);
    const ended = times(300, random);
    const failed = [...times(20, random), ...Array.from({ length: 20 }, () => 60_000)];
    expect(found(ended.toReversed(), failed.toReversed())).toEqual(found(ended, failed));
  });
});

describe('percentiles where requests timed out', () => {
  /** The same requests, of which those that take longer than the limit fail when it is reached. */
  function cutAt(limit: number, all: readonly number[]) {
    const ended = all.filter((ms) => ms < limit);
    return waited(samplesOf(ended), samplesOf(all.filter((ms) => ms >= limit).map(() => limit)));
  }

  it('are those without the timeouts, up to where these begin', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4000, max: 7000 }), fc.nat(1e6), (limit, seed) => {
        const all = times(800, mulberry32(seed + 1));
        const { times: seen, censored } = cutAt(limit, all);
        fc.pre(censored !== null);
        const truth = orderedOf(ascendingOf(all));
        for (const p of [0.5, 0.8, 0.9, 0.95, 0.99])
          if (p <= censored!.known) expect(quantileOf(seen, p)).toBe(quantileOf(truth, p));
          else expect(quantileOf(seen, p)).toBeLessThanOrEqual(quantileOf(truth, p));
      }),
      { numRuns: 60 },
    );
  });

  it('are too good where only requests that were quick enough count', () => {
    const all = times(4000, mulberry32(8));
    const { times: seen } = cutAt(6000, all);
    const quick = orderedOf(ascendingOf(all.filter((ms) => ms < 6000)));
    expect(quantileOf(quick, 0.95) / quantileOf(seen, 0.95)).toBeLessThan(0.97);
  });

  it('leave out failures that have nothing to do with time', () => {
    const ended = samplesOf(times(500, mulberry32(5)));
    expect(waited(ended, samplesOf(times(20, mulberry32(6)))).times).toBe(ended);
  });
});

describe('two ordered lists', () => {
  it('by rank are their values sorted together', () => {
    const values = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const merged = mergedOrder(orderedOf(ascendingOf(one)), orderedOf(ascendingOf(other)));
        const ranks = Array.from({ length: merged.count }, (_, at) => merged.at(at + 1));
        expect(ranks).toEqual([...ascendingOf([...one, ...other])]);
      }),
    );
  });
});
