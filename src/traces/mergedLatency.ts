import { histogramMean, mergeHistograms } from '../latency/histogram.ts';
import type { LogHistogram } from '../latency/latencyInput.ts';
import type { Latency } from '../table/latencySchema.ts';
import { latencyDocument, type LatencyDocument } from './latencyDocument.ts';

/**
 * Two measured latencies as one, histograms added; a latency that was only stated gives way. Undefined
 * where nothing new was measured.
 */
export function mergedLatency(
  old: Latency | undefined,
  fresh: Latency | undefined,
): LatencyDocument | undefined {
  if (fresh === undefined) return undefined;
  const added = histogramOf(fresh);
  if (added === null) return undefined;
  const known = old === undefined ? null : histogramOf(old);
  if (old === undefined || known === null)
    return latencyDocument({
      n: fresh.n ?? 0,
      mean: meanOf(fresh, added),
      max: fresh.max ?? 0,
      histogram: added,
    });
  const n = (old.n ?? 0) + (fresh.n ?? 0);
  const mean = (meanOf(old, known) * (old.n ?? 0) + meanOf(fresh, added) * (fresh.n ?? 0)) / n;
  return latencyDocument({
    n,
    mean,
    max: Math.max(old.max ?? 0, fresh.max ?? 0),
    histogram: mergeHistograms(known, added),
  });
}

/** Null where the latency was only stated. */
export function histogramOf({ input }: Latency): LogHistogram | null {
  return input.kind === 'histogram' ? input.histogram : null;
}

function meanOf({ mean }: Latency, histogram: LogHistogram): number {
  return mean ?? histogramMean(histogram);
}
