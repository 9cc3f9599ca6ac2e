/**
 * The smallest k with P(X <= k) >= probability, X binomial with n trials of chance p; exact by adding
 * up the probabilities around the mean.
 *
 * @param probability strictly between 0 and 1
 */
export function binomialQuantile(n: number, p: number, probability: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  const { first, chances } = chancesAround(n, p);
  let below = 0;
  for (let at = 0; at < chances.length; at++) {
    below += chances[at]!;
    if (below >= probability * (1 - 1e-12)) return first + at;
  }
  return first + chances.length - 1;
}

/** P(X >= k), X binomial with n trials of chance p. */
export function binomialTail(n: number, p: number, k: number): number {
  if (k <= 0 || p >= 1) return 1;
  if (k > n || p <= 0) return 0;
  const { first, chances } = chancesAround(n, p);
  let above = 0;
  for (let at = chances.length - 1; at >= 0 && first + at >= k; at--) above += chances[at]!;
  return Math.min(1, above);
}

/**
 * The lower end of an interval for a share that is too high with probability `alpha` at most, whatever
 * the share: where k of n or more have just that chance. Wilson's interval, right on average, is too
 * short for rare failures.
 *
 * C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413.
 */
export function surelyAbove(k: number, n: number, alpha: number): number {
  if (k <= 0) return 0;
  let low = 0;
  let high = Math.min(1, k / n);
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (binomialTail(n, middle, k) > alpha) high = middle;
    else low = middle;
  }
  return low;
}

interface Chances {
  /** The outcome that the first chance is of. */
  readonly first: number;
  readonly chances: Float64Array;
}

/** The chances of all outcomes that have one: beyond nine standard deviations and a bit lies less than rounding. */
function chancesAround(n: number, p: number): Chances {
  const spread = Math.sqrt(n * p * (1 - p));
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const first = Math.max(0, Math.floor(mode - 9 * spread - 40));
  const last = Math.min(n, Math.ceil(mode + 9 * spread + 40));
  const weights = weightsAround(n, p, mode, first, last);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { first, chances: weights.map((weight) => weight / total) };
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
