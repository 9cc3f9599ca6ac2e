import { describe, expect, it } from 'vitest';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { ObservedRequest, ObservedRun } from '../../src/trust/observed.ts';
import { NO_GROUNDS } from '../../src/trust/verify/grounds.ts';
import { verifyAgent, type Verified } from '../../src/trust/verify/verifyAgent.ts';
import { PROBLEM, TODAY, tracedRequests, type Dependence } from '../support/dependentTraces.ts';

const p95 = latencyEvaluator(PROBLEM).at(TODAY, 'latency', 0.95)!;

const INDEPENDENT: Dependence = { kind: 'independent' };

function launched(requests: readonly ObservedRequest[]): Verified {
  return verifyAgent({
    problem: PROBLEM,
    signed: {
      choices: TODAY,
      latency: { p95 },
      ttft: {},
      progress: {},
      accuracy: null,
      costPerRequest: null,
    },
    requests,
    grounds: NO_GROUNDS,
    priceOf: () => null,
    evals: null,
  });
}

/** The steps of a request in a row, each as `change` has it. */
function inRow(
  { runs, ...request }: ObservedRequest,
  change: (run: ObservedRun) => readonly ObservedRun[],
): ObservedRequest {
  let at = 0;
  const placed = runs.flatMap(change).map((run) => {
    const startMs = at;
    at += run.durationMs;
    return { ...run, startMs, endMs: at };
  });
  return { ...request, latencyMs: at, runs: placed };
}

const requests = tracedRequests(INDEPENDENT, 1500, 3);

const changed = (change: (run: ObservedRun) => readonly ObservedRun[]) =>
  requests.map((request) => inRow(request, change));

const weather = (run: ObservedRun): ObservedRun[] =>
  run.component === 'answer'
    ? [{ ...run, component: 'weather', model: null, durationMs: 2500 }, run]
    : [run];

describe('a slower launch is blamed on', () => {
  it.each([
    ['the times that steps take', 'times', tracedRequests(INDEPENDENT, 1500, 3, 1.3)],
    [
      'one step, where that takes longer',
      'times',
      changed((run) => [
        run.component === 'answer' ? { ...run, durationMs: 2 * run.durationMs } : run,
      ]),
    ],
    [
      'how often steps run',
      'counts',
      changed((run) => (run.component === 'answer' ? [run, run] : [run])),
    ],
    [
      'the variants that run',
      'variants',
      changed((run) => [
        run.component === 'plan'
          ? { ...run, variant: 'high', effort: 'high', durationMs: 3.6 * run.durationMs }
          : run,
      ]),
    ],
    [
      'time outside of steps',
      'own',
      requests.map((each) => ({ ...each, latencyMs: each.latencyMs + 2500 })),
    ],
    ['a component that nobody named', 'own', changed(weather)],
    [
      'calls that are slow together',
      'dependence',
      tracedRequests({ kind: 'factor', rho: 0.6 }, 1500, 3),
    ],
  ] as const)('%s', (_, cause, slower) => {
    const found = launched(slower);
    expect(found.checks[0]).toMatchObject({ metric: 'latency', status: 'worse' });
    const [most] = found.causes.toSorted((a, b) => b.moved - a.moved);
    expect(most?.cause).toBe(cause);
    // The causes lead from what is composed to what was measured.
    const moved = found.causes.reduce((sum, each) => sum + each.moved, 0);
    const { measured } = found.checks[0]!;
    expect(moved).toBeCloseTo((measured! - p95) / measured!, 6);
  });

  it('nothing, where it is not slower', () => {
    expect(launched(requests).causes).toEqual([]);
  });
});

describe('what nothing was signed about', () => {
  it('is named with its calls and its time a request, failed requests included', () => {
    const found = launched(changed(weather).map((each, at) => ({ ...each, failed: at % 9 === 0 })));
    expect(found.unnamed).toEqual([{ component: 'weather', calls: 1, ms: 2500 }]);
  });

  it('is nothing, where the workflow names all', () => {
    expect(launched(requests).unnamed).toEqual([]);
  });
});
