import type { Leaf } from './leaf.ts';

/** Always exactly `ms` milliseconds. */
export function pointLeaf(ms: number): Leaf {
  return {
    cdf: (t) => (t >= ms ? 1 : 0),
    cdfIntegral: (t) => Math.max(0, t - ms),
    tailIntegral: (t) => Math.max(0, ms - t),
    mean: ms,
    quantile: () => ms,
  };
}
