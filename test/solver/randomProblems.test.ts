import { describe, expect, test } from 'vitest';
import { costOf } from '../../src/solver/cost.ts';
import { expectedRuns } from '../../src/solver/expectedRuns.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { contradictions, expectMean } from '../support/agreement.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';
import { allArchitectures } from '../support/bruteForce.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import { simulate } from '../support/simulateRules.ts';

const SAMPLES = 200_000;
/** So fine that the lattice explains nothing, jumps and first output long before the end included. */
const FINE = 16_384;
const FINE_FOR_THE_END = 4096;

/** Everything but what knownDeviations.test.ts is about. */
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
  nestedOverlaps: false,
  skipsSigns: false,
};

/** Random problems, each with one of its architectures. */
function examples(count: number, seed: number, features = FEATURES) {
  const uniform = mulberry32(seed);
  return sampleProblems(count, seed, features).map((problem, index) => {
    const all = allArchitectures(problem);
    const choices = all[Math.floor(uniform() * all.length)];
    if (choices === undefined) throw new Error('a problem has an architecture');
    return { index, problem, choices };
  });
}

describe.each(examples(60, 41))('random problem $index', ({ index, problem, choices }) => {
  const simulated = simulate(problem, choices, SAMPLES, 1000 + index);
  const end = latencyEvaluator(problem, FINE_FOR_THE_END);
  const start = latencyEvaluator(problem, FINE);

  test.each([
    ['latency', simulated.endToEnd],
    ['ttft', simulated.ttft],
    ['progress', simulated.progress],
  ] as const)('%s: composed and simulated agree', (corner, sample) => {
    const stated = (corner === 'latency' ? end : start).percentiles(choices, corner);
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
});

describe.each(examples(20, 47, { ...FEATURES, jumps: false, skipsSigns: true }))(
  'random problem with any shortcut $index',
  ({ index, problem, choices }) => {
    const simulated = simulate(problem, choices, SAMPLES, 2000 + index);

    test('end to end: composed and simulated agree', () => {
      const stated = latencyEvaluator(problem, FINE_FOR_THE_END).percentiles(choices, 'latency');
      expect(stated && contradictions(simulated.endToEnd, stated)).toEqual([]);
    });

    test('expected calls are the simulated means', () => {
      const runs = expectedRuns(problem, choices);
      for (const [name, moments] of simulated.calls) expectMean(runs.get(name) ?? 0, moments, name);
    });
  },
);

describe.each(examples(60, 43, { ...FEATURES, jumps: false }))(
  'random smooth problem $index',
  ({ problem, choices }) => {
    test('twice the cells change no percentile of the end by 0.1%', () => {
      const coarse = latencyEvaluator(problem).percentiles(choices, 'latency');
      const fine = latencyEvaluator(problem, 2048).percentiles(choices, 'latency');
      // p50 may lie far below p99: knownDeviations.test.ts.
      for (const key of ['p90', 'p95', 'p99', 'mean'] as const) {
        expect(Math.abs((coarse?.[key] ?? 0) / (fine?.[key] ?? 0) - 1), key).toBeLessThan(0.001);
      }
    });
  },
);
