import { Candidate } from './candidate.ts';
import { coverage } from './coverage.ts';
import { enumerate, type SpaceSize, spaceSize, wantedToolSets } from './enumerate.ts';
import { type LatencyEvaluator, latencyEvaluator } from './latency.ts';
import type { Problem, Tool } from './problem.ts';

/** All architectures of a problem, within reach of enumeration. */
export interface Space {
  readonly problem: Problem;
  readonly size: SpaceSize;
  readonly latencies: LatencyEvaluator;
  /** Architectures at the wanted tools. */
  readonly wanted: readonly Candidate[];
  /** Architectures that keep one of these sets of tools. */
  keeping(toolSets: Iterable<readonly Tool[]>): Candidate[];
  /** Share of requests that use only these tools; null when unknown. */
  coverageOf(tools: readonly Tool[]): number | null;
}

/** Enumeration stops here. */
export const MOST_ARCHITECTURES = 200_000;

/** @returns null when there are more architectures at the wanted tools than can be enumerated */
export function space(problem: Problem): Space | null {
  const size = spaceSize(problem);
  if (size.architectures > MOST_ARCHITECTURES) return null;
  const latencies = latencyEvaluator(problem);
  const keeping = (toolSets: Iterable<readonly Tool[]>): Candidate[] => {
    const candidates: Candidate[] = [];
    for (const choices of enumerate(problem, toolSets))
      candidates.push(new Candidate(problem, latencies, choices));
    return candidates;
  };
  const coverageOf = (tools: readonly Tool[]): number | null =>
    coverage(
      problem.tools,
      tools.map(({ name }) => name),
    ).share;
  return {
    problem,
    size,
    latencies,
    keeping,
    coverageOf,
    wanted: keeping(wantedToolSets(problem.tools, problem.limits.tools)),
  };
}
