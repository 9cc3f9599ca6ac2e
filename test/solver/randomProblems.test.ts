import { describe, expect, test } from 'vitest';
import { costOf } from '../../src/solver/cost.ts';
import { expectedRuns } from '../../src/solver/expectedRuns.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { contradictions, expectMean, shown } from '../support/agreement.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';
import { allArchitectures } from '../support/bruteForce.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import { simulate } from '../support/simulateRules.ts';

const PROBLEMS = 60;
const SAMPLES = 200_000;
/** First output comes early: on this lattice it is as fine as the whole is on the usual one. */
const FINE = 16_384;

const uniform = mulberry32(7);
const EXAMPLES = sampleProblems(PROBLEMS, 41, {
  steps: 7,
  tools: 3,
  shortcuts: 3,
  architectures: 300,
  unknown: 0,
}).map((problem, index) => {
  const all = allArchitectures(problem);
  const choices = all[Math.floor(uniform() * all.length)];
  if (choices === undefined) throw new Error('a problem has an architecture');
  return { index, problem, choices };
});

describe.each(EXAMPLES)('random problem $index', ({ index, problem, choices }) => {
  const simulated = simulate(problem, choices, SAMPLES, 1000 + index);
  const about = shown(problem, choices);

  test('end to end: composed and simulated agree', () => {
    const stated = latencyEvaluator(problem).percentiles(choices, 'latency');
    expect(stated && contradictions(simulated.endToEnd, stated), about).toEqual([]);
  });

  test.each(['ttft', 'progress'] as const)('%s: composed and simulated agree', (corner) => {
    const stated = latencyEvaluator(problem, FINE).percentiles(choices, corner);
    const sample = simulated[corner];
    expect(stated === null, about).toBe(sample === null);
    if (stated && sample) expect(contradictions(sample, stated), about).toEqual([]);
  });

  test('expected calls are the simulated means', () => {
    const runs = expectedRuns(problem, choices);
    for (const [name, moments] of simulated.calls) {
      expectMean(runs.get(name) ?? 0, moments, `${name} of ${about}`);
    }
  });

  test('the cost of calls is the simulated mean', () => {
    const { fixed: _fixed, ...calls } = costOf(problem, choices).parts;
    const total = Object.values(calls).reduce<number>((sum, part) => sum + (part ?? Number.NaN), 0);
    expectMean(total, simulated.cost, about);
  });
});
