import { measured, type TaskCounts } from './measured.ts';
import { verdictOf } from './verdict.ts';

/**
 * How many more items would settle an unclear verdict, spread over tasks as those before and answered as
 * rightly: the fewest at which the interval itself, worked out anew, leaves the limit.
 *
 * @param most items beyond this are no plan
 * @returns 0 where the verdict is clear already; null where `most` would not do
 */
export function itemsToSettle(
  counts: readonly TaskCounts[],
  atLeast: number,
  most: number,
): number | null {
  const isSettled = (more: number): boolean =>
    verdictOf(measured(withMore(counts, more)), atLeast) !== 'unclear';
  if (!isSettled(most)) return null;
  let [unclear, settled] = [-1, most];
  while (settled - unclear > 1) {
    const between = Math.floor((settled + unclear) / 2);
    if (isSettled(between)) settled = between;
    else unclear = between;
  }
  return settled;
}

/** Counts with more items of the same kind. */
export function withMore(counts: readonly TaskCounts[], more: number): TaskCounts[] {
  const before = counts.reduce((sum, { total }) => sum + total, 0);
  return counts.map(({ passed, total, ...task }) => {
    const grown = 1 + more / before;
    return { ...task, passed: passed * grown, total: total * grown };
  });
}
