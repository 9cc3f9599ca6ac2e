import {
  type Candidate,
  type Corner,
  compareCandidates,
  LATENCY_TOLERANCE,
  statedCorners,
} from './candidate.ts';
import type { TimeCorner } from './latency.ts';
import type { Problem } from './problem.ts';
import { costLimits, missedCost } from './words/limitedCosts.ts';

/** An architecture that misses some limits, and by how much. */
export interface Miss {
  readonly candidate: Candidate;
  /** ms, USD, shares of accuracy, tools; corners that hold are absent. */
  readonly misses: Readonly<Partial<Record<Corner, number>>>;
  /** Sum over corners of the miss relative to the limit; for accuracy relative to the wrong answers the limit allows. */
  readonly distance: number;
}

const SHOWN = 5;

/**
 * The architectures at the wanted tools that come closest to all limits together. Only those are
 * kept that no other one beats in every miss.
 */
export function nearMisses(problem: Problem, candidates: readonly Candidate[]): Miss[] {
  const corners = statedCorners(problem);
  const misses = candidates.flatMap((candidate) => missOf(problem, candidate, corners) ?? []);
  misses.sort((a, b) => a.distance - b.distance || compareCandidates(a.candidate, b.candidate));
  const kept: Miss[] = [];
  for (const miss of misses) {
    if (kept.length >= SHOWN) break;
    if (!kept.some((other) => coversEvery(other, miss, corners))) kept.push(miss);
  }
  return kept;
}

function coversEvery(other: Miss, miss: Miss, corners: readonly Corner[]): boolean {
  return corners.every(
    (corner) => (other.misses[corner] ?? 0) <= (miss.misses[corner] ?? 0) * (1 + 1e-9),
  );
}

/** Null when everything holds, or when a miss cannot be told because a figure is unknown. */
export function missOf(
  problem: Problem,
  candidate: Candidate,
  corners: readonly Corner[],
): Miss | null {
  const misses: Partial<Record<Corner, number>> = {};
  let distance = 0;
  for (const corner of corners) {
    const part = missedBy(problem, candidate, corner);
    if (part === null) return null;
    if (part.amount <= 0) continue;
    misses[corner] = part.amount;
    distance += part.relative;
  }
  return Number.isFinite(distance) && distance > 0 ? { candidate, misses, distance } : null;
}

interface Part {
  readonly amount: number;
  readonly relative: number;
}

const HOLDS: Part = { amount: 0, relative: 0 };

function missedBy(problem: Problem, candidate: Candidate, corner: Corner): Part | null {
  if (corner === 'accuracy') return missedAccuracy(problem, candidate);
  if (corner === 'cost') return missedCostPart(problem, candidate);
  if (corner === 'tools') return HOLDS;
  return missedTime(problem, candidate, corner);
}

/** Of several percentiles, the one that is missed most. */
function missedTime(problem: Problem, candidate: Candidate, corner: TimeCorner): Part | null {
  let worst = HOLDS;
  for (const { p, ms } of problem.limits[corner] ?? []) {
    const value = candidate.time(corner, p);
    if (value === null) return null;
    const part = { amount: value - ms, relative: (value - ms) / ms };
    if (value > ms * LATENCY_TOLERANCE && part.relative > worst.relative) worst = part;
  }
  return worst;
}

function missedAccuracy(problem: Problem, candidate: Candidate): Part | null {
  const limit = problem.limits.accuracy;
  const { value, tasks } = candidate.accuracy;
  if (limit === null) return HOLDS;
  if (value === null) return null;
  const floors = [{ floor: limit.atLeast, reached: value }];
  for (const [task, floor] of limit.tasks) {
    const reached = tasks[task]?.value;
    if (reached === undefined) return null;
    floors.push({ floor, reached });
  }
  const parts = floors.map(({ floor, reached }) => ({
    amount: floor - reached,
    relative: (floor - reached) / Math.max(0.005, 1 - floor),
  }));
  return parts.reduce(
    (worst, part) => (part.relative > worst.relative && part.amount > 1e-9 ? part : worst),
    HOLDS,
  );
}

function missedCostPart(problem: Problem, { cost }: Candidate): Part | null {
  const { cost: limit } = problem.limits;
  if (costLimits(limit).some(({ of }) => of(cost) === null)) return null;
  const missed = missedCost(limit, cost);
  return missed === null ? HOLDS : { amount: missed.usd - missed.most, relative: missed.share };
}
