import { describe, expect, test } from 'vitest';
import { costOf } from '../../src/solver/cost.ts';
import { expectedRuns } from '../../src/solver/expectedRuns.ts';
import { CELLS, latencyEvaluator } from '../../src/solver/latency.ts';
import { contradictions, expectMean } from '../support/agreement.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';
import { allArchitectures } from '../support/bruteForce.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import { simulate } from '../support/simulateRules.ts';

const SAMPLES = 200_000;

/** Everything a workflow may have. */
const FEATURES = {
  steps: 7,
  tools: 3,
  shortcuts: 5,
  architectures: 3000,
  unknown: 0,
  unknownPrices: false,
  tangles: true,
  jumps: true,
  saves: true,
  skipsBranches: true,
  skipsSigns: true,
};

const uniform = mulberry32(41);
const EXAMPLES = sampleProblems(60, 41, FEATURES).map((problem, index) => {
  const all = allArchitectures(problem);
  const choices = all[Math.floor(uniform() * all.length)];
  if (choices === undefined) throw new Error('a problem has an architecture');
  return { index, problem, choices };
});

describe.each(EXAMPLES)('random problem $index', ({ index, problem, choices }) => {
  const simulated = simulate(problem, choices, SAMPLES, 1000 + index);
  const evaluator = latencyEvaluator(problem);

  test.each([
    ['latency', simulated.endToEnd],
    ['ttft', simulated.ttft],
    ['progress', simulated.progress],
  ] as const)('%s: composed and simulated agree', (corner, sample) => {
    const stated = evaluator.percentiles(choices, corner);
    expect(stated === null).toBe(sample === null);
    if (stated && sample) expect(contradictions(sample, stated)).toEqual([]);
  });

  test('expected calls are the simulated means', () => {
    const runs = expectedRuns(problem, choices);
    for (const [name, moments] of simulated.calls) expectMean(runs.get(name) ?? 0, moments, name);
  });

  test('the cost of calls is the simulated mean', () => {
    const { fixed: _fixed, ...calls } = costOf(problem, choices).parts;
    const total = Object.values(calls).reduce<number>((sum, part) => sum + (part ?? Number.NaN), 0);
    expectMean(total, simulated.cost, 'cost');
  });

  test('twice the cells change no percentile of the end by 0.1%', () => {
    const once = evaluator.percentiles(choices, 'latency');
    const twice = latencyEvaluator(problem, 2 * CELLS).percentiles(choices, 'latency');
    for (const key of ['p50', 'p90', 'p95', 'p99', 'mean'] as const) {
      expect(Math.abs((once?.[key] ?? 0) / (twice?.[key] ?? 0) - 1), key).toBeLessThan(0.001);
    }
  });
});
