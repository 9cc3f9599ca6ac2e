import { describe, expect, it } from 'vitest';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { ObservedRequest, ObservedRun } from '../../src/trust/observed.ts';
import { NO_GROUNDS } from '../../src/trust/verify/grounds.ts';
import { LaunchWatch } from '../../src/trust/verify/verifyAgent.ts';
import { PROBLEM, TODAY, tracedRequests, type Dependence } from '../support/dependentTraces.ts';

const p95 = latencyEvaluator(PROBLEM).at(TODAY, 'latency', 0.95)!;

const INDEPENDENT: Dependence = { kind: 'independent' };

function launched(requests: readonly ObservedRequest[]): LaunchWatch {
  const watch = new LaunchWatch({
    problem: PROBLEM,
    signed: {
      choices: TODAY,
      latency: { p95 },
      ttft: {},
      progress: {},
      accuracy: null,
      costPerRequest: null,
    },
    grounds: NO_GROUNDS,
    priceOf: () => null,
  });
  for (const request of requests) watch.add(request);
  return watch;
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
    const watch = launched(slower);
    const { checks } = watch.verdict(null);
    const causes = watch.causes();
    expect(checks[0]).toMatchObject({ metric: 'latency', status: 'worse' });
    const [most] = causes.toSorted((a, b) => b.moved - a.moved);
    expect(most?.cause).toBe(cause);
    // The causes lead from what is composed to what was measured.
    const moved = causes.reduce((sum, each) => sum + each.moved, 0);
    const { measured } = checks[0]!;
    expect(moved).toBeCloseTo((measured! - p95) / measured!, 6);
  });

  it('next to nothing, where it is not slower', () => {
    for (const { moved } of launched(requests).causes()) expect(Math.abs(moved)).toBeLessThan(0.03);
  });

  it('nothing, where nobody ended well', () => {
    expect(launched([]).causes()).toEqual([]);
  });
});

describe('what nothing was signed about', () => {
  it('is named with its calls and its time a request, failed requests included', () => {
    const found = launched(changed(weather).map((each, at) => ({ ...each, failed: at % 9 === 0 })));
    expect(found.verdict(null).unnamed).toEqual([{ component: 'weather', calls: 1, ms: 2500 }]);
  });

  it('is nothing, where the workflow names all', () => {
    expect(launched(requests).verdict(null).unnamed).toEqual([]);
  });
});
