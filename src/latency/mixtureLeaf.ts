import type { Leaf } from './leaf.ts';

/**
 * One of several laws, chosen by weight; weights are divided by their sum.
 * @throws RangeError when no weight is positive.
 */
export function mixtureLeaf(parts: readonly { weight: number; leaf: Leaf }[]): Leaf {
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  if (!(total > 0)) throw new RangeError('a mixture needs a positive weight');
  const blend = (of: (leaf: Leaf) => number): number =>
    parts.reduce((sum, { weight, leaf }) => sum + (weight / total) * of(leaf), 0);
  const cdf = (t: number): number =>
    Math.min(
      1,
      blend((leaf) => leaf.cdf(t)),
    );
  return {
    cdf,
    cdfIntegral: (t) => blend((leaf) => leaf.cdfIntegral(t)),
    tailIntegral: (t) => blend((leaf) => leaf.tailIntegral(t)),
    mean: blend((leaf) => leaf.mean),
    quantile(p) {
      const quantiles = parts.filter((part) => part.weight > 0).map(({ leaf }) => leaf.quantile(p));
      return firstReaching(cdf, p, Math.min(...quantiles), Math.max(...quantiles));
    },
  };
}

/** Rounding of a sum of weights: 0.7 + 0.2 is to reach 0.9. */
const ROUNDING = 1e-14;

/** Smallest double t in low..high with cdf(t) >= p, by bisection; `high` must satisfy it. */
function firstReaching(cdf: (t: number) => number, q: number, low: number, high: number): number {
  const p = q - ROUNDING;
  if (cdf(low) >= p) return low;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (cdf(middle) >= p) high = middle;
    else low = middle;
  }
}
