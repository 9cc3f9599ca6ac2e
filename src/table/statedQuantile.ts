import { histogramQuantile } from '../latency/histogram.ts';
import { leafOf } from '../latency/leafOf.ts';
import type { Latency } from './latencySchema.ts';

/** What the file itself says: the nearest rank of a measured latency, the law's quantile of a stated one. */
export function statedQuantile({ input }: Latency, p: number): number {
  return input.kind === 'histogram'
    ? histogramQuantile(input.histogram, p)
    : leafOf(input).quantile(p);
}
