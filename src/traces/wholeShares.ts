/**
 * Counts as shares that sum to exactly 1 in steps of `1 / steps`: each is rounded down, then what is
 * missing goes to the largest remainders (of equal ones, the first).
 *
 * @param counts 0 or more, not all 0
 * @param steps how fine; 1000 is 0.1%
 * @example wholeShares([1, 1, 1], 100) // [0.34, 0.33, 0.33]
 */
export function wholeShares(counts: readonly number[], steps = 1000): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / total) * steps);
  const floors = exact.map((value) => Math.floor(value + 1e-9));
  const missing = steps - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - (floors[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return floors.map((value, index) => (value + (raised.has(index) ? 1 : 0)) / steps);
}
