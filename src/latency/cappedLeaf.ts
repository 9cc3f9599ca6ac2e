import type { Leaf } from './leaf.ts';

/** The same law with a time-out: whatever would take longer than `max` ms takes exactly `max` ms. */
export function cappedLeaf(leaf: Leaf, max: number): Leaf {
  const beyond = leaf.tailIntegral(max);
  const mean = leaf.mean - beyond;
  return {
    cdf: (t) => (t >= max ? 1 : leaf.cdf(t)),
    cdfIntegral: (t) => (t > max ? t - mean : leaf.cdfIntegral(t)),
    tailIntegral: (t) => (t >= max ? 0 : Math.max(0, leaf.tailIntegral(t) - beyond)),
    mean,
    quantile: (p) => Math.min(max, leaf.quantile(p)),
  };
}
