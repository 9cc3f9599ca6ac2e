import { describe, expect, test } from 'vitest';
import { expectedRuns } from '../../src/solver/expectedRuns.ts';
import { CELLS, latencyEvaluator } from '../../src/solver/latency.ts';
import { contradictions, expectMean } from '../support/agreement.ts';
import { loadExample } from '../support/loadText.ts';
import { choose } from '../support/problems.ts';
import { simulate } from '../support/simulateRules.ts';
import { type Example, WORKFLOWS } from '../support/workflows.ts';

const SAMPLES = 1_000_000;

/** Today, and what the essay's second row offers. */
function realtimeAgent(): Record<string, Example> {
  const [problem] = loadExample('realtime-agent').problems;
  if (problem === undefined || problem.today === null) throw new Error('no realtime-agent');
  const fast = { plan: 'fast', critic: 'off', retrieval: 'kept-warm', compaction: 'off' };
  const kept = ['calendar', 'pricing'];
  return {
    'realtime-agent today': { problem, choices: problem.today },
    'realtime-agent with two tools': {
      problem,
      choices: choose(problem, { values: fast, tools: kept, order: 'parallel' }),
    },
  };
}

function serviceBusiness(): Record<string, Example> {
  const { problems } = loadExample('service-business');
  return Object.fromEntries(
    problems
      .filter(({ agent }) => agent === 'support' || agent === 'sales-coaching')
      .map((problem) => [
        `service-business ${problem.agent}`,
        { problem, choices: choose(problem) },
      ]),
  );
}

const EXAMPLES = { ...WORKFLOWS, ...realtimeAgent(), ...serviceBusiness() };

describe.each(Object.entries(EXAMPLES))('%s', (_name, { problem, choices }) => {
  const simulated = simulate(problem, choices, SAMPLES, 20261120);
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

  test('twice the cells change no percentile by 0.1%', () => {
    const twice = latencyEvaluator(problem, 2 * CELLS);
    for (const corner of ['latency', 'ttft', 'progress'] as const) {
      const once = evaluator.percentiles(choices, corner);
      const fine = twice.percentiles(choices, corner);
      if (once === null || fine === null) continue;
      for (const key of ['p50', 'p90', 'p95', 'p99', 'mean'] as const) {
        expect(Math.abs(once[key] / fine[key] - 1), `${corner} ${key}`).toBeLessThan(0.001);
      }
    }
  });
});
