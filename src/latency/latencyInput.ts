/**
 * How long one call takes, as stated or measured. All times in milliseconds, all shares in 0..1.
 *
 * - `point`: one value without spread.
 * - `range`: the central 90% of a log-normal law, `low` and `high` being its p5 and p95.
 * - `quantiles`: monotone PCHIP through (normal score of p, log ms), log-normal tails, cut at `max`.
 * - `mixture`: one of several laws, chosen with the given weights (they sum to 1).
 * - `histogram`: measured, see {@link LogHistogram}.
 */
export type LatencyInput =
  | { readonly kind: 'point'; readonly ms: number }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | {
      readonly kind: 'quantiles';
      /** Increasing in both p (0 < p < 1) and ms. */
      readonly points: readonly { readonly p: number; readonly ms: number }[];
      readonly max: number | null;
    }
  | {
      readonly kind: 'mixture';
      readonly parts: readonly { readonly weight: number; readonly law: LatencyInput }[];
    }
  | { readonly kind: 'histogram'; readonly histogram: LogHistogram };

/**
 * Counts in bins whose upper edges are powers of 1.02: bin `i` holds 1.02^(i-1) < ms <= 1.02^i.
 * Durations of zero are counted apart. Adding the counts of two histograms merges them without loss.
 */
export interface LogHistogram {
  readonly zeros: number;
  /** Bin index to count; iteration order is of no meaning. */
  readonly bins: ReadonlyMap<number, number>;
}

/** How often a step runs in a request: shares sum to 1, counts are whole and at least 0. */
export type CountDistribution = readonly { readonly count: number; readonly share: number }[];
