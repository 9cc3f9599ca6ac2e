import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedRequest, ObservedRun } from '../../src/trust/observed.ts';
import type { Metric } from '../../src/trust/verify/check.ts';
import {
  LaunchWatch,
  type Launch,
  type Verified,
  verifyAgent,
} from '../../src/trust/verify/verifyAgent.ts';
import { launch } from '../support/launches.ts';

/** Launches of which one thing is known to be worse than signed, and the rest as signed. */

const N = 1500;

function changed(
  change: (request: ObservedRequest, at: number) => ObservedRequest,
  seed = 11,
): Verified {
  const made = launch({ n: N, seed, slower: 0.97 });
  return verifyAgent({ ...made, requests: [...made.requests].map(change) });
}

function withRuns(
  request: ObservedRequest,
  change: (run: ObservedRun, at: number) => ObservedRun | null,
): ObservedRequest {
  return { ...request, runs: request.runs.flatMap((run, at) => change(run, at) ?? []) };
}

/** What failed, as `metric of`. */
function worse({ checks }: Verified): string[] {
  return checks
    .filter(({ status }) => status === 'worse')
    .map(({ metric, of }) => `${metric} ${of}`);
}

function statusOf({ checks }: Verified, metric: Metric, of: string): string | undefined {
  return checks.find((check) => check.metric === metric && check.of === of)?.status;
}

const scaled = (ms: number | null, by: number): number | null => (ms === null ? null : ms * by);

describe('a launch is worse in that figure, and in no other, when', () => {
  it('nothing is worse in none', () => {
    expect(worse(changed((request) => request))).toEqual([]);
  });

  it('whole requests take a quarter longer', () => {
    const found = changed((request) => ({ ...request, latencyMs: request.latencyMs * 1.25 }));
    expect(worse(found)).toEqual(['latency p50', 'latency p95', 'latency p99']);
    expect(found.outcome).toBe('worse');
  });

  it('only the slowest twentieth takes longer: the median is kept', () => {
    const found = changed((request, at) =>
      at % 12 === 0 ? { ...request, latencyMs: request.latencyMs + 12_000 } : request,
    );
    expect(worse(found)).toEqual(['latency p95', 'latency p99']);
    expect(statusOf(found, 'latency', 'p50')).toBe('kept');
  });

  it('first tokens come a quarter later', () => {
    const found = changed((request) => ({ ...request, ttftMs: scaled(request.ttftMs, 1.25) }));
    expect(worse(found)).toEqual(['ttft p95']);
  });

  it('the first sign comes a quarter later', () => {
    const found = changed((request) => ({
      ...request,
      progressMs: scaled(request.progressMs, 1.25),
    }));
    expect(worse(found)).toEqual(['progress p95']);
  });

  it('a call fails in 6% where the table says 1%', () => {
    const found = changed((request, at) =>
      withRuns(request, (run) =>
        run.component === 'plan' && at % 17 === 0 ? { ...run, failed: true } : run,
      ),
    );
    expect(worse(found)).toEqual(['errors plan']);
  });

  it('prompts are half as long again: their tokens, and what they cost', () => {
    const found = changed((request) =>
      withRuns(request, (run) =>
        run.tokens === null
          ? run
          : { ...run, tokens: { ...run.tokens, input: run.tokens.input * 1.5 } },
      ),
    );
    expect(worse(found)).toEqual(['cost a request', 'tokens plan input', 'tokens answer input']);
  });

  it('a lookup is made twice', () => {
    const found = changed((request) => ({
      ...request,
      runs: request.runs.flatMap((run) => (run.component === 'lookup' ? [run, run] : [run])),
    }));
    expect(worse(found)).toEqual(['calls lookup']);
  });

  it('its accuracy falls by six points', () => {
    const made = launch({ n: N, seed: 4, slower: 0.97 });
    const evals = made.evals!.map((task) => ({
      ...task,
      passed: Math.round(task.passed - 0.06 * task.total),
    }));
    expect(worse(verifyAgent({ ...made, evals }))).toEqual(['accuracy all']);
  });
});

describe('a launch is no worse when', () => {
  it('one request takes a day', () => {
    const found = changed((request, at) =>
      at === 700 ? { ...request, latencyMs: 86_400_000 } : request,
    );
    expect(worse(found)).toEqual([]);
  });

  it('requests that fail take forever: latency speaks of those that ended well', () => {
    const made = launch({ n: N, seed: 9, slower: 0.97 });
    const hanging = Array.from({ length: 4 }, () => ({
      ...[...made.requests][0]!,
      failed: true,
      latencyMs: 1e9,
    }));
    const found = verifyAgent({ ...made, requests: [...made.requests, ...hanging] });
    expect(worse(found)).toEqual([]);
    expect(found.requests).toEqual({ n: N + 4, failed: 4 });
  });

  it('half of it is faster and fails less', () => {
    const found = changed((request, at) =>
      at % 2 === 0
        ? request
        : withRuns({ ...request, latencyMs: request.latencyMs / 2 }, (run) => ({
            ...run,
            failed: false,
          })),
    );
    expect(worse(found)).toEqual([]);
  });
});

describe('what runs otherwise than signed', () => {
  const strays = (share: number, change: (run: ObservedRun) => ObservedRun | null) =>
    changed((request, at) => (at < share * N ? withRuns(request, change) : request));

  it('is another architecture from 5% of the requests on, not before', () => {
    const withoutPlan = (run: ObservedRun) => (run.component === 'plan' ? null : run);
    expect(strays(0.94, withoutPlan).mismatches).toEqual([]);
    const [missing] = strays(0.96, withoutPlan).mismatches;
    expect(missing).toMatchObject({ step: 'plan', signed: 'on', traced: 'off', n: N });
    expect(missing?.share).toBeCloseTo(0.96, 2);
  });

  it('is named before anything that is worse', () => {
    const found = strays(1, (run) => (run.component === 'answer' ? null : run));
    expect(found.outcome).toBe('different-architecture');
  });

  it('is unknown to the workflow: the names that they do not share are told', () => {
    const found = strays(1, (run) =>
      run.component === 'lookup' ? { ...run, component: 'look-up' } : run,
    );
    expect(found.names).toEqual({
      untraced: ['lookup'],
      unnamed: ['look-up'],
      alike: [{ traced: 'look-up', step: 'lookup' }],
    });
  });
});

/** Figures to nine digits: sums of floating point numbers have an order. */
function rounded(found: Verified): unknown {
  return JSON.parse(
    JSON.stringify(found, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(9)) : value,
    ),
  );
}

describe('the verdict', () => {
  const made = launch({ n: 200, seed: 3 });
  const requests = [...made.requests];

  it('is the same in whatever order requests come', () => {
    const expected = rounded(verifyAgent(made));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(requests, { minLength: requests.length }),
        (shuffled: ObservedRequest[]) => {
          expect(rounded(verifyAgent({ ...made, requests: shuffled }))).toEqual(expected);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is the same whether requests are all at hand or go by one by one', () => {
    const { requests: _, evals, ...promised } = made;
    const watch = new LaunchWatch(promised);
    for (const request of requests) watch.add(request);
    expect(watch.verdict(evals)).toEqual(verifyAgent(made));
    // Asking leaves no mark.
    expect(watch.verdict(evals)).toEqual(verifyAgent(made));
  });

  it('never gets better as requests get slower', () => {
    const rank = { kept: 0, 'not-enough-data': 1, worse: 2, unknown: 3 } as const;
    for (const seed of [1, 2, 3]) {
      const statuses = [0.8, 0.9, 1, 1.03, 1.06, 1.1, 1.2, 1.5].map((slower) => {
        const found = verifyAgent(launch({ n: 800, seed, slower }));
        const check = found.checks.find(({ metric, of }) => metric === 'latency' && of === 'p95');
        return rank[check!.status];
      });
      expect(statuses).toEqual(statuses.toSorted((a, b) => a - b));
    }
  });

  it('on nothing at all is that there is not enough data', () => {
    const found = verifyAgent({ ...made, requests: [] } satisfies Launch);
    expect(found.outcome).toBe('not-enough-data');
    expect(found.requests).toEqual({ n: 0, failed: 0 });
    expect(found.censored).toBeNull();
    expect(found.drift).toEqual([]);
    expect(found.mismatches).toEqual([]);
  });

  it('passes and fails nothing on 19 requests, however bad they are', () => {
    const found = verifyAgent({ ...launch({ n: 19, seed: 2, slower: 30 }), evals: null });
    expect(found.checks.every(({ status }) => status !== 'worse' && status !== 'kept')).toBe(true);
  });
});
