import { describe, expect, it } from 'vitest';
import { Candidate } from '../../src/solver/candidate.ts';
import { certified } from '../../src/solver/certified.ts';
import { enumerate, wantedToolSets } from '../../src/solver/enumerate.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { Problem } from '../../src/solver/problem.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';

const problems = sampleProblems(12, 77, {
  steps: 5,
  tools: 3,
  shortcuts: 1,
  architectures: 60,
  unknown: 0,
  unknownPrices: false,
  tangles: true,
  jumps: true,
  saves: false,
  skipsBranches: true,
  skipsSigns: true,
});

/** The problem with a limit that its first architecture misses or keeps by a share. */
function limited(problem: Problem, share: number): { problem: Problem; candidate: Candidate } {
  const sets = wantedToolSets(problem.tools, problem.limits.tools);
  const [choices] = enumerate(problem, sets);
  if (choices === undefined) throw new Error('no architecture');
  const fine = latencyEvaluator(problem, 4096);
  const value = fine.at(choices, 'latency', 0.95) ?? 0;
  const limits = {
    ...problem.limits,
    latency: [{ p: 0.95, ms: value * (1 + share) }],
    ttft: null,
    progress: null,
  };
  const own = { ...problem, limits };
  return { problem: own, candidate: new Candidate(own, latencyEvaluator(own), choices) };
}

describe('certified bounds of a percentile near its limit', () => {
  it('hold the composed percentile between them, closely', () => {
    for (const each of problems) {
      const { problem, candidate } = limited(each, 0.01);
      const value = candidate.time('latency', 0.95) ?? 0;
      const [bounds] = certified(problem, candidate);
      expect(bounds).toMatchObject({ corner: 'latency', percentile: 'p95' });
      expect(bounds?.low).toBeLessThanOrEqual(value * 1.0002);
      expect(bounds?.high).toBeGreaterThanOrEqual(value * 0.9998);
      expect((bounds?.high ?? 0) / (bounds?.low ?? 1) - 1).toBeLessThan(0.012);
    }
  });

  it('say when the limit lies between them', () => {
    for (const each of problems) {
      const { problem, candidate } = limited(each, -0.001);
      expect(certified(problem, candidate)[0]?.straddles).toBe(true);
    }
  });

  it('are not asked for far from the limit', () => {
    for (const each of problems) {
      const { problem, candidate } = limited(each, 0.05);
      expect(certified(problem, candidate)).toEqual([]);
    }
  });
});
