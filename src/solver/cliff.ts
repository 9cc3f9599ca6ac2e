import {
  ascending,
  asPrinted,
  type Candidate,
  compareCandidates,
  primary,
  statedCorners,
} from './candidate.ts';
import type { Problem } from './problem.ts';

/**
 * Best reachable accuracy as a function of the latency limit: fastest first, each point more accurate
 * than the one before. All stated limits but accuracy and the time that is shown hold.
 */
export function cliff(problem: Problem, candidates: readonly Candidate[]): Candidate[] {
  const known = beforeAccuracy(problem, candidates).map((candidate) => ({
    candidate,
    time: asPrinted(candidate.primaryTime),
  }));
  known.sort(
    (a, b) =>
      ascending(a.time, b.time) ||
      b.candidate.value - a.candidate.value ||
      compareCandidates(a.candidate, b.candidate),
  );
  const steps: Candidate[] = [];
  for (const { candidate } of known) {
    const last = steps.at(-1);
    if (last === undefined || ascending(last.value, candidate.value) < 0) steps.push(candidate);
  }
  return steps;
}

/** Candidates of known accuracy that keep all stated limits but accuracy and the time that is shown. */
export function beforeAccuracy(problem: Problem, candidates: readonly Candidate[]): Candidate[] {
  const { corner: along } = primary(problem);
  const held = statedCorners(problem).filter((corner) => corner !== 'accuracy' && corner !== along);
  return candidates.filter(
    (candidate) =>
      candidate.accuracy.value !== null && held.every((corner) => candidate.holds(corner)),
  );
}
