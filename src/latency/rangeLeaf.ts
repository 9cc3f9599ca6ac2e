import type { Leaf } from './leaf.ts';
import { lognormalLeaf } from './lognormalLeaf.ts';
import { pointLeaf } from './pointLeaf.ts';

/** Normal score of 95%: the ends of a central 90% lie this many standard deviations from the middle. */
const SCORE_OF_P95 = 1.644_853_626_951_472_2;

/**
 * The log-normal law whose p5 and p95 are `low` and `high` milliseconds; a point when they are equal.
 * @throws RangeError unless 0 < low <= high.
 */
export function rangeLeaf(low: number, high: number): Leaf {
  if (!(low > 0 && low <= high)) throw new RangeError(`${low}-${high} ms is no range of durations`);
  if (low === high) return pointLeaf(low);
  const logLow = Math.log(low);
  const logHigh = Math.log(high);
  return lognormalLeaf((logLow + logHigh) / 2, (logHigh - logLow) / (2 * SCORE_OF_P95));
}
