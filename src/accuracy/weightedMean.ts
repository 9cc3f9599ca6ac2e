import type { Interval } from './interval.ts';

/** A share with its central 90% interval and its weight in a mean. */
export interface WeightedShare extends Interval {
  readonly value: number;
  /** 0..1; the weights of a mean sum to 1. */
  readonly weight: number;
}

/**
 * Weighted mean of independent shares, with a central 90% interval by MOVER (method of variance
 * estimates recovery): the squared distances to each part's own limits add, weighted.
 *
 * Source: G. Y. Zou and A. Donner, "Construction of confidence limits about effect measures",
 * Stat. Med. 27 (2008) 1693-1702.
 */
export function weightedMean(
  parts: readonly WeightedShare[],
): Interval & { readonly value: number } {
  let value = 0;
  let below = 0;
  let above = 0;
  for (const part of parts) {
    value += part.weight * part.value;
    below += (part.weight * (part.value - part.low)) ** 2;
    above += (part.weight * (part.high - part.value)) ** 2;
  }
  return {
    value,
    low: Math.max(0, value - Math.sqrt(below)),
    high: Math.min(1, value + Math.sqrt(above)),
  };
}
