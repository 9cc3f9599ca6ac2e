import { binomialQuantile } from './binomial.ts';
import { type Ordered, quantileOf } from './ranked.ts';

/** A measured percentile with its interval, in the unit of the values. */
export interface Ranged {
  readonly value: number;
  /** Null where so few values reach no lower or no upper end. */
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** Ten in a hundred intervals miss, five on either side: central 90%, as everywhere. */
export const ALPHA = 0.1;

/**
 * The least number of values of which a central 90% interval has both ends: the longest of n exceeds
 * the percentile with probability 1 - pⁿ, the shortest lies below it with 1 - (1 - p)ⁿ, and 95% is asked of both.
 */
export function bothEndsFrom(p: number): number {
  return Math.ceil(Math.log(ALPHA / 2) / Math.log(Math.max(p, 1 - p)));
}

/**
 * A percentile of measured values with an interval that needs no assumption on their law: the number
 * of values below the true percentile is binomial, so two of the ordered values bracket it.
 *
 * H. A. David and H. N. Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1.
 *
 * @param of not empty
 * @param alpha chance to miss, half of it on either side
 */
export function quantileInterval(of: Ordered, p: number, alpha = ALPHA): Ranged {
  const n = of.count;
  // Rank r is below the percentile unless fewer than r values are: the largest r with chance <= alpha / 2.
  const low = binomialQuantile(n, p, alpha / 2);
  const high = binomialQuantile(n, p, 1 - alpha / 2) + 1;
  return {
    value: quantileOf(of, p),
    low: low >= 1 ? of.at(low) : null,
    high: high <= n ? of.at(high) : null,
    n,
  };
}
