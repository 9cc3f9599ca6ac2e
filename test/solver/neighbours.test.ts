import { describe, expect, it } from 'vitest';
import { Candidate } from '../../src/solver/candidate.ts';
import { enumerate, spaceSize, wantedToolSets } from '../../src/solver/enumerate.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { Problem } from '../../src/solver/problem.ts';
import { neighbours } from '../../src/solver/search/neighbours.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';

const problems = sampleProblems(40, 11, {
  steps: 5,
  tools: 3,
  shortcuts: 1,
  architectures: 400,
  unknown: 0.1,
  unknownPrices: false,
  tangles: true,
  jumps: true,
  saves: true,
  skipsBranches: true,
  skipsSigns: true,
}).filter((problem) => spaceSize(problem).architectures <= 400);

function candidatesOf(problem: Problem): {
  all: Map<string, Candidate>;
  found: readonly Candidate[];
} {
  const latencies = latencyEvaluator(problem, 256);
  const sets = wantedToolSets(problem.tools, problem.limits.tools);
  const all = [...enumerate(problem, sets)].map(
    (choices) => new Candidate(problem, latencies, choices),
  );
  const found = neighbours(problem, (choices) => new Candidate(problem, latencies, choices));
  return { all: new Map(all.map((candidate) => [candidate.id, candidate])), found };
}

describe('a search by neighbours', () => {
  it('finds architectures that exist, each once', () => {
    for (const problem of problems) {
      const { all, found } = candidatesOf(problem);
      const ids = found.map(({ id }) => id);
      expect(ids.filter((id) => !all.has(id))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('finds the cheapest where there are few', () => {
    for (const problem of problems) {
      const { all, found } = candidatesOf(problem);
      const least = (candidates: Iterable<Candidate>) =>
        Math.min(...[...candidates].map(({ cost }) => cost.perRequest ?? Number.POSITIVE_INFINITY));
      expect(least(found)).toBeCloseTo(least(all.values()), 12);
    }
  });

  it('finds the same every time', () => {
    const [problem] = problems;
    if (problem === undefined) throw new Error('no problem');
    const ids = () => candidatesOf(problem).found.map(({ id }) => id);
    expect(ids()).toEqual(ids());
  });
});
