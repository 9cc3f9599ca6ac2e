import { TIME_CORNERS } from '../../solver/candidate.ts';
import type { Problem } from '../../solver/problem.ts';

/** The highest percentile that a limit of an agent speaks of; p95 where none does. */
export function highestPercentile({ limits }: Problem): number {
  const stated = TIME_CORNERS.flatMap((corner) => (limits[corner] ?? []).map(({ p }) => p));
  return stated.length === 0 ? 0.95 : Math.max(...stated);
}
