import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedRequest } from '../../src/trust/observed.ts';
import { ascendingOf, quantileOf, rankedQuantile } from '../../src/trust/ranked.ts';
import { sampleOf } from '../../src/trust/requestSample.ts';
import { mulberry32 } from '../support/mulberry32.ts';

function request(startedMs: number, latencyMs: number, failed = false): ObservedRequest {
  return {
    agent: 'a',
    startedMs,
    failed,
    latencyMs,
    ttftMs: null,
    progressMs: null,
    runs: [],
  };
}

/** One a second, of log-normal length. */
function day(n: number, seed: number): ObservedRequest[] {
  const random = mulberry32(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: n }, (_, at) => request(at * 1000, 2000 * Math.exp(normal() / 2)));
}

const arbitraryRequest = fc
  .tuple(fc.nat(50), fc.nat(50), fc.boolean())
  .map(([start, length, failed]) => request(start * 10, length, failed));

describe('a sample of requests', () => {
  it('is all that ended well, by start, while they are few', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRequest, { maxLength: 40 }), (requests) => {
        const sample = sampleOf(requests, 40);
        const kept = sample.requests();
        expect(sample.drawn).toBeNull();
        expect(kept.length).toBe(requests.filter(({ failed }) => !failed).length);
        expect(kept.every(({ failed }) => !failed)).toBe(true);
        const starts = kept.map(({ startedMs }) => startedMs);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
    );
  });

  it('keeps the same of many, in whatever order they come', () => {
    const requests = day(3000, 1);
    const shuffled = requests.toSorted((a, b) => a.latencyMs - b.latencyMs);
    const sample = sampleOf(requests, 200);
    expect(sample.drawn).toBe(200);
    expect(sample.requests()).toHaveLength(200);
    expect(sampleOf(shuffled, 200).requests()).toEqual(sample.requests());
    expect(sampleOf(requests.toReversed(), 200).requests()).toEqual(sample.requests());
  });

  it('of a smaller size is part of the larger one', () => {
    const requests = day(2000, 2);
    const large = new Set(sampleOf(requests, 500).requests());
    for (const each of sampleOf(requests, 100).requests()) expect(large.has(each)).toBe(true);
  });

  it('counts all requests and keeps the times of all', () => {
    const requests = [...day(500, 3), request(1, 90_000, true), request(2, 80_000, true)];
    const { times } = sampleOf(requests, 50);
    const latencies = ascendingOf(requests.slice(0, 500).map(({ latencyMs }) => latencyMs));
    expect(times.count).toBe(502);
    expect(times.failures.at(2)).toBe(90_000);
    for (const p of [0.5, 0.95, 0.99])
      expect(quantileOf(times.latency, p)).toBe(rankedQuantile(latencies, p));
  });

  it('is drawn fairly: neither start nor length decides', () => {
    const all = day(20_000, 4);
    const drawn = sampleOf(all, 2000).requests();
    const share = (of: readonly ObservedRequest[], is: (each: ObservedRequest) => boolean) =>
      of.filter(is).length / of.length;
    const [median, p90] = [0.5, 0.9].map((p) =>
      rankedQuantile(ascendingOf(all.map(({ latencyMs }) => latencyMs)), p),
    );
    // Three standard errors of a share of 2,000 draws.
    const within = (found: number, truth: number) =>
      expect(Math.abs(found - truth)).toBeLessThan(3 * Math.sqrt((truth * (1 - truth)) / 2000));
    within(
      share(drawn, ({ latencyMs }) => latencyMs <= (median ?? 0)),
      0.5,
    );
    within(
      share(drawn, ({ latencyMs }) => latencyMs <= (p90 ?? 0)),
      0.9,
    );
    within(
      share(drawn, ({ startedMs }) => startedMs < 10_000_000),
      0.5,
    );
    within(
      share(drawn, ({ startedMs }) => startedMs % 2000 === 0),
      0.5,
    );
  });

  it('is drawn fairly among whole milliseconds and round starts, as some exporters write them', () => {
    const all = Array.from({ length: 10_000 }, (_, at) => request(at * 1000, 1000 + (at % 50)));
    const drawn = sampleOf(all, 1000).requests();
    const early = drawn.filter(({ startedMs }) => startedMs < 5_000_000).length;
    expect(Math.abs(early - 500)).toBeLessThan(3 * Math.sqrt(250));
  });
});
