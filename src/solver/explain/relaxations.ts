import {
  type Candidate,
  type Corner,
  compareCandidates,
  ascending,
  holdsAll,
  statedCorners,
} from '../candidate.ts';
import type { Explored } from '../explore.ts';
import { least } from '../least.ts';
import { missOf } from '../nearMisses.ts';
import type { Trade } from '../pickTwo.ts';
import { priceOf } from '../words/price.ts';
import type { Problem } from '../problem.ts';
import { assignments } from './assignments.ts';

/** How far one limit alone would have to give for something to keep all of them. */
export interface RelaxedLimit {
  readonly corner: Corner;
  /** Assignments for `--set`; null when no such step of this limit alone helps. */
  readonly set: readonly string[] | null;
  /** The architecture that then fits. */
  readonly reached: Candidate | null;
  /** Why nothing helps; null where something does. */
  readonly why: string | null;
}

/**
 * The smallest relaxation of each stated limit that makes the spec feasible, the other limits as they
 * are. Time, accuracy and cost give the smallest share of their limit (accuracy: of the wrong answers
 * it allows); tools keep what serves most (docs/rules.md).
 */
export function relaxations(
  space: Explored,
  trades: readonly Trade[],
  strict: boolean,
): RelaxedLimit[] {
  return trades.map((trade) => {
    const { gives: corner } = trade;
    const reached = corner === 'tools' ? trade.best : closest(space, corner, strict);
    const set = reached && assignments(space.problem, reached, [corner], strict);
    return set === null || reached === null
      ? { corner, set: null, reached: null, why: whyNot(space, trade, strict) }
      : { corner, set, reached, why: null };
  });
}

function closest(
  space: Explored,
  corner: Exclude<Corner, 'tools'>,
  strict: boolean,
): Candidate | null {
  const { problem } = space;
  const keep = statedCorners(problem).filter((other) => other !== corner);
  const keeps = (candidate: Candidate) =>
    strict
      ? keep.every((other) => candidate.meets(other) === 'yes')
      : candidate.meets('tools') === 'yes' && holdsAll(candidate, keep);
  const found = space.candidates.flatMap((candidate) => {
    const far = keeps(candidate) ? distance(problem, candidate, corner, strict) : null;
    return far === null ? [] : [{ candidate, far }];
  });
  const first = least(
    found,
    (a, b) => ascending(a.far, b.far) || compareCandidates(a.candidate, b.candidate),
  );
  return first?.candidate ?? null;
}

/** How far from one limit; null when that cannot be told. */
function distance(
  problem: Problem,
  candidate: Candidate,
  corner: Corner,
  strict: boolean,
): number | null {
  if (strict && corner === 'accuracy')
    return candidate.accuracy.low === null ? null : -candidate.accuracy.low;
  return missOf(problem, candidate, [corner])?.distance ?? null;
}

function whyNot(space: Explored, trade: Trade, strict: boolean): string {
  const { candidates } = space;
  const speaksOf = (corner: Corner) => trade.gives === corner || trade.keep.includes(corner);
  if (speaksOf('accuracy') && candidates.every(({ accuracy }) => accuracy.value === null))
    return 'the accuracy of every architecture is unknown: measure one, or state points in the table';
  if (strict && speaksOf('accuracy') && candidates.every(({ accuracy }) => accuracy.low === null))
    return 'no accuracy has an interval, so none is certain: state counts (193/200) in the evals';
  if (speaksOf('cost') && candidates.every(({ cost }) => cost.perRequest === null))
    return 'the cost of every architecture is unknown: state the missing prices in the table';
  return priceOf(space.problem, { ...trade, best: null });
}
