import { histogramQuantile } from '../latency/histogram.ts';
import { encodeHistogram } from '../latency/histogramCode.ts';
import { durationToYaml } from '../units/duration.ts';
import { plainDecimal } from '../units/plainDecimal.ts';
import type { Durations } from './measurement.ts';

/** A measured latency as a table writes it. */
export interface LatencyDocument {
  readonly n: number;
  readonly mean: string;
  readonly p50: string;
  readonly p90: string;
  readonly p95: string;
  readonly p99: string;
  readonly max: string;
  readonly histogram: string;
}

/** A measured latency in the form of a table: percentiles are those of its histogram. */
export function latencyDocument({ n, mean, max, histogram }: Durations): LatencyDocument {
  const longest = microseconds(max);
  const quantile = (p: number): string => {
    // A bin's value may lie up to 1% above the longest call in it.
    return durationDocument(
      Math.min(Number(histogramQuantile(histogram, p).toPrecision(4)), longest),
    );
  };
  return {
    n,
    mean: durationDocument(microseconds(mean)),
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    max: durationDocument(longest),
    histogram: encodeHistogram(histogram),
  };
}

/** Seconds from one second on, so that percentiles side by side compare at a glance. */
export function durationDocument(ms: number): string {
  return ms < 1000 ? durationToYaml(ms) : `${plainDecimal(ms, -3)}s`;
}

export function microseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
