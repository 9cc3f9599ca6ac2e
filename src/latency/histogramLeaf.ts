import { binEdge, histogramCount, sortedBins } from './histogram.ts';
import type { LogHistogram } from './latencyInput.ts';
import type { Leaf } from './leaf.ts';
import { sumsBelow, sumsFrom } from './runningSums.ts';

/** Uniform pieces, lowest first. Index i speaks of bin i; the sums run over the bins below or above it. */
interface Pieces {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly share: readonly number[];
  /** Share and share-weighted middle of zeros and all bins before i; one entry more than bins. */
  readonly shareBelow: readonly number[];
  readonly meanBelow: readonly number[];
  /** The same for bins i and later. */
  readonly shareFrom: readonly number[];
  readonly meanFrom: readonly number[];
}

/**
 * A measured law: the share of each bin is spread evenly between its edges, zeros stay at 0.
 * @throws RangeError when the histogram is empty.
 */
export function histogramLeaf(histogram: LogHistogram): Leaf {
  const { low, high, share, shareBelow, meanBelow, shareFrom, meanFrom } = piecesOf(histogram);
  /** How much of bin i lies below t, 0..1. */
  const inside = (i: number, t: number): number =>
    i < low.length && t > low[i]! ? (t - low[i]!) / (high[i]! - low[i]!) : 0;
  return {
    cdf(t) {
      if (t < 0) return 0;
      const i = pieceAt(high, t);
      return Math.min(1, shareBelow[i]! + (share[i] ?? 0) * inside(i, t));
    },
    cdfIntegral(t) {
      if (!(t > 0)) return 0;
      const i = pieceAt(high, t);
      const part = inside(i, t);
      const within = part > 0 ? (share[i]! * part * (t - low[i]!)) / 2 : 0;
      return Math.max(0, shareBelow[i]! * t - meanBelow[i]!) + within;
    },
    tailIntegral(t) {
      if (!(t > 0)) return meanFrom[0]! - t;
      const i = pieceAt(high, t);
      const part = inside(i, t);
      if (part === 0) return Math.max(0, meanFrom[i]! - shareFrom[i]! * t);
      const within = (share[i]! * (1 - part) * (high[i]! - t)) / 2;
      return Math.max(0, meanFrom[i + 1]! - shareFrom[i + 1]! * t) + within;
    },
    mean: meanFrom[0]!,
    quantile(p) {
      const i = Math.max(0, pieceAt(shareBelow, p) - 1);
      if (shareBelow[i]! >= p || i >= low.length) return i === 0 ? 0 : high[i - 1]!;
      return low[i]! + (high[i]! - low[i]!) * Math.min(1, (p - shareBelow[i]!) / share[i]!);
    },
  };
}

function piecesOf(histogram: LogHistogram): Pieces {
  const total = histogramCount(histogram);
  if (!(total > 0)) throw new RangeError('an empty histogram is no law');
  const bins = sortedBins(histogram);
  const low = bins.map(([index]) => binEdge(index - 1));
  const high = bins.map(([index]) => binEdge(index));
  const share = bins.map(([, count]) => count / total);
  const means = share.map((part, i) => (part * (low[i]! + high[i]!)) / 2);
  return {
    low,
    high,
    share,
    shareBelow: sumsBelow(share, histogram.zeros / total),
    meanBelow: sumsBelow(means, 0),
    shareFrom: sumsFrom(share, 0),
    meanFrom: sumsFrom(means, 0),
  };
}

/** Index of the first entry of an increasing list that is at least x; its length when there is none. */
function pieceAt(increasing: readonly number[], x: number): number {
  let low = 0;
  let high = increasing.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (increasing[middle]! >= x) high = middle;
    else low = middle + 1;
  }
  return low;
}
