/**
 * Calls that it takes to bound a percentile from above by something that was measured: the longest
 * of n calls lies above the percentile with probability 1 - pⁿ, which is to be 95% at least, the
 * upper end of a central 90% interval.
 *
 * Source: S. S. Wilks, "Determination of sample sizes for setting tolerance limits", Ann. Math.
 * Stat. 12 (1941) 91-96; 59 calls for p95.
 *
 * @param p 0 < p < 1
 * @example samplesFor(0.95) // 59
 */
export function samplesFor(p: number): number {
  return Math.ceil(Math.log(0.05) / Math.log(p) - 1e-9);
}
