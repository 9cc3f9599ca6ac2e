import {
  ascending,
  asPrinted,
  type Candidate,
  compareCandidates,
  TIME_CORNERS,
} from './candidate.ts';
import type { Problem } from './problem.ts';
import { valuesEveryTool } from './search/toolOptions.ts';

/**
 * The architectures that no other one matches everywhere and beats somewhere (docs/rules.md), in
 * the limited times, accuracy, cost, and tools where some may be given up. Unknown accuracy never is.
 */
export function frontier(problem: Problem, candidates: readonly Candidate[]): Candidate[] {
  const known = candidates.filter((candidate) => candidate.accuracy.value !== null);
  const rows = known.map((candidate) => ({ candidate, figures: figuresOf(problem, candidate) }));
  rows.sort(
    (a, b) => compareFigures(a.figures, b.figures) || compareCandidates(a.candidate, b.candidate),
  );
  const kept: typeof rows = [];
  for (const row of rows) {
    if (!kept.some((other) => beats(other.figures, row.figures))) kept.push(row);
  }
  return kept.map(({ candidate }) => candidate).sort(compareCandidates);
}

/**
 * What is compared, each the smaller the better; unknown cost counts as beyond any. Times that print
 * alike are alike: the lattice tells a tool that is never waited for by a billionth of the whole.
 */
function figuresOf(problem: Problem, candidate: Candidate): number[] {
  const times = TIME_CORNERS.flatMap((corner) => {
    const first = problem.limits[corner]?.[0];
    return first ? [asPrinted(candidate.time(corner, first.p) ?? Number.POSITIVE_INFINITY)] : [];
  });
  return [
    ...(times.length > 0 ? times : [asPrinted(candidate.primaryTime)]),
    -(candidate.accuracy.value ?? 0),
    candidate.cost.perRequest ?? Number.POSITIVE_INFINITY,
    ...(problem.limits.tools.kind === 'all' || !valuesEveryTool(problem)
      ? []
      : [-candidate.choices.tools.length]),
  ];
}

function compareFigures(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index++) {
    const order = ascending(a[index] ?? 0, b[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** At least as good everywhere and better somewhere. Equal rows do not beat one another. */
function beats(a: readonly number[], b: readonly number[]): boolean {
  let better = false;
  for (let index = 0; index < a.length; index++) {
    const order = ascending(a[index] ?? 0, b[index] ?? 0);
    if (order > 0) return false;
    if (order < 0) better = true;
  }
  return better;
}
