import { normalQuantile } from '../latency/normalQuantile.ts';

/**
 * The smallest k with P(X <= k) >= probability, X binomial with n trials of chance p; exact by adding
 * up the probabilities around the mean.
 *
 * @param probability strictly between 0 and 1
 */
export function binomialQuantile(n: number, p: number, probability: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  const spread = Math.sqrt(n * p * (1 - p));
  const mode = Math.min(n, Math.floor((n + 1) * p));
  // Beyond nine standard deviations and a bit lies less than rounding.
  const first = Math.max(0, Math.floor(mode - 9 * spread - 40));
  const last = Math.min(n, Math.ceil(mode + 9 * spread + 40));
  const weights = weightsAround(n, p, mode, first, last);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let below = 0;
  for (let k = first; k <= last; k++) {
    below += weights[k - first]! / total;
    if (below >= probability * (1 - 1e-12)) return k;
  }
  return last;
}

/** Probabilities relative to that of the mode: ratios of neighbours need no factorials. */
function weightsAround(
  n: number,
  p: number,
  mode: number,
  first: number,
  last: number,
): Float64Array {
  const odds = p / (1 - p);
  const weights = new Float64Array(last - first + 1);
  weights[mode - first] = 1;
  for (let k = mode + 1; k <= last; k++)
    weights[k - first] = (weights[k - 1 - first]! * (n - k + 1) * odds) / k;
  for (let k = mode - 1; k >= first; k--)
    weights[k - first] = (weights[k + 1 - first]! * (k + 1)) / ((n - k) * odds);
  return weights;
}

/** The z of a two-sided interval that misses with probability `alpha`. */
export function zOf(alpha: number): number {
  return normalQuantile(1 - alpha / 2);
}
