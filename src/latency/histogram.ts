import type { LogHistogram } from './latencyInput.ts';

/** Ratio of a bin's upper edge to its lower edge: it keeps every quantile within 1%. */
export const GROWTH = 1.02;

/** A {@link LogHistogram} under construction. */
export interface MutableHistogram extends LogHistogram {
  zeros: number;
  readonly bins: Map<number, number>;
}

const LOG_GROWTH = Math.log(GROWTH);

/** In units of a bin: far above the rounding of log (3e-13 at 10^9 ms), far below anything measured. */
const EDGE_TOLERANCE = 1e-9;

/** A histogram without samples. */
export function emptyHistogram(): MutableHistogram {
  return { zeros: 0, bins: new Map() };
}

/**
 * Index of the bin that holds a positive duration in milliseconds: the whole `i` with
 * 1.02^(i-1) < ms <= 1.02^i. A power of 1.02 lands in its own bin despite rounding; an engine that
 * pushes this down to SQL must use the same `ceil(ln(ms) / ln(1.02) - 1e-9)`.
 */
export function binIndex(ms: number): number {
  return Math.ceil(Math.log(ms) / LOG_GROWTH - EDGE_TOLERANCE) + 0; // + 0 turns -0 into 0
}

/** Upper edge of bin `index`, in milliseconds. */
export function binEdge(index: number): number {
  return GROWTH ** index;
}

/**
 * The value that stands for every duration in bin `index`, in milliseconds: 2 g^i / (g + 1), which
 * is at most (g - 1) / (g + 1) = 0.99% away from any of them.
 */
export function binValue(index: number): number {
  return (2 * binEdge(index)) / (GROWTH + 1);
}

/**
 * Counts one duration in milliseconds.
 * @throws RangeError when it is negative or not finite: the caller counts such spans as rejected.
 */
export function addDuration(histogram: MutableHistogram, ms: number): void {
  if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`a duration cannot be ${ms} ms`);
  if (ms === 0) {
    histogram.zeros += 1;
    return;
  }
  const index = binIndex(ms);
  histogram.bins.set(index, (histogram.bins.get(index) ?? 0) + 1);
}

/** The histogram of both sets of samples together; neither argument changes. */
export function mergeHistograms(a: LogHistogram, b: LogHistogram): MutableHistogram {
  const bins = new Map(a.bins);
  for (const [index, count] of b.bins) bins.set(index, (bins.get(index) ?? 0) + count);
  return { zeros: a.zeros + b.zeros, bins };
}

/** Number of samples. */
export function histogramCount(histogram: LogHistogram): number {
  let count = histogram.zeros;
  for (const inBin of histogram.bins.values()) count += inBin;
  return count;
}

/** Non-empty bins as [index, count], lowest first. */
export function sortedBins(histogram: LogHistogram): [index: number, count: number][] {
  return [...histogram.bins].filter(([, count]) => count > 0).sort((a, b) => a[0] - b[0]);
}

/**
 * The p-quantile (0 <= p <= 1) in milliseconds by nearest rank: the sample of rank max(1, ceil(p n)),
 * to within 1%. NaN when there are no samples.
 */
export function histogramQuantile(histogram: LogHistogram, p: number): number {
  const total = histogramCount(histogram);
  if (total === 0) return NaN;
  // 0.07 * 100 is 7.000000000000001: without the allowance its rank would be 8.
  const rank = Math.max(1, Math.ceil(p * total * (1 - 1e-14)));
  let seen = histogram.zeros;
  if (seen >= rank) return 0;
  const bins = sortedBins(histogram);
  for (const [index, count] of bins) {
    seen += count;
    if (seen >= rank) return binValue(index);
  }
  return binValue(bins.at(-1)?.[0] ?? 0);
}

/** Mean of the samples in milliseconds, to within 1%. NaN when there are no samples. */
export function histogramMean(histogram: LogHistogram): number {
  let sum = 0;
  for (const [index, count] of sortedBins(histogram)) sum += count * binValue(index);
  return sum / histogramCount(histogram);
}
