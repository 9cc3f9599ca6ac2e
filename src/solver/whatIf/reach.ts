import { type Candidate, type Corner, statedCorners } from '../candidate.ts';
import type { Problem } from '../problem.ts';

/** By corner: the architecture that takes it furthest while all other stated limits hold. */
export type Reach = Readonly<Partial<Record<Corner, Candidate>>>;

/**
 * How far each limit could be drawn, the others as they are: the fastest, the most accurate, the
 * cheapest, and the one that keeps most tools. Accuracy, tools and cost are told
 * where they are not limited, too.
 *
 * @param candidates at the tools that are wanted
 * @param all with any tools
 */
export function reachOf(
  problem: Problem,
  candidates: readonly Candidate[],
  all: readonly Candidate[],
): Reach {
  const stated = statedCorners(problem);
  const corners = new Set<Corner>([...stated, 'accuracy', 'tools', 'cost']);
  const reach: Partial<Record<Corner, Candidate>> = {};
  for (const corner of corners) {
    const others = stated.filter((other) => other !== corner);
    const pool = corner === 'tools' ? all : candidates;
    const best = furthest(pool, corner, (each) => others.every((other) => each.holds(other)));
    if (best !== null) reach[corner] = best;
  }
  return reach;
}

function furthest(
  pool: readonly Candidate[],
  corner: Corner,
  holds: (candidate: Candidate) => boolean,
): Candidate | null {
  let best: Candidate | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of pool) {
    const figure = figureOf(candidate, corner);
    if (figure === null || figure >= least || !holds(candidate)) continue;
    least = figure;
    best = candidate;
  }
  return best;
}

/** What is to be small; null where it is unknown. */
function figureOf(candidate: Candidate, corner: Corner): number | null {
  const { accuracy, cost, choices, limits } = candidate;
  if (corner === 'accuracy') return accuracy.value === null ? null : -accuracy.value;
  if (corner === 'cost') return cost.perRequest;
  if (corner === 'tools') return -choices.tools.length;
  return candidate.time(corner, limits[corner]?.[0]?.p ?? 0.95);
}
