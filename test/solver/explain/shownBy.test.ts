import { describe, expect, test } from 'vitest';
import { explore } from '../../../src/solver/explore.ts';
import { firstOutputQuestion } from '../../../src/solver/explain/firstOutputQuestion.ts';
import { shownBy } from '../../../src/solver/explain/shownBy.ts';
import { latencyEvaluator } from '../../../src/solver/latency.ts';
import { sampleProblems } from '../../support/arbitraryProblem.ts';
import { allArchitectures } from '../../support/bruteForce.ts';
import { NO_LIMITS } from '../../support/problems.ts';

const PROBLEMS = sampleProblems(24, 77, {
  steps: 4,
  tools: 2,
  shortcuts: 2,
  architectures: 150,
  unknown: 0,
  unknownPrices: false,
  tangles: true,
  jumps: true,
  saves: false,
  skipsBranches: true,
  skipsSigns: true,
});

describe('what first output can depend on', () => {
  test.each(['ttft', 'progress'] as const)('%s: equal texts, equal times', (corner) => {
    let shared = 0;
    for (const problem of PROBLEMS) {
      const latencies = latencyEvaluator(problem);
      const times = new Map<string, number | null>();
      for (const choices of allArchitectures(problem)) {
        const key = shownBy(problem, choices, corner);
        const ms = latencies.at(choices, corner, 0.95);
        const known = times.get(key);
        if (known === undefined) times.set(key, ms);
        else {
          shared += 1;
          if (ms === null || known === null) expect(ms).toBe(known);
          else expect(Math.abs(ms - known)).toBeLessThanOrEqual(0.0011 * known);
        }
      }
    }
    expect(shared).toBeGreaterThan(100);
  });
});

describe('the earliest first output', () => {
  test('is that of trying every architecture', () => {
    let asked = 0;
    for (const plain of PROBLEMS) {
      const problem = {
        ...plain,
        limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: 1 }] },
      };
      const space = explore(problem);
      const question = space && firstOutputQuestion(space);
      if (!question || question.supposed !== null || question.ttft === null) continue;
      asked += 1;
      const latencies = latencyEvaluator(problem);
      for (const corner of ['ttft', 'progress'] as const) {
        const times = allArchitectures(problem)
          .filter(({ tools }) => tools.length === (problem.tools?.tools.length ?? 0))
          .flatMap((choices) => latencies.at(choices, corner, 0.95) ?? []);
        const least = Math.min(...times);
        expect(question[corner]?.ms ?? 0).toBeLessThanOrEqual(least * 1.002);
        expect(question[corner]?.ms ?? 0).toBeGreaterThanOrEqual(least * 0.998);
      }
    }
    expect(asked).toBeGreaterThan(3);
  });
});
