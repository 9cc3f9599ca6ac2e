import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import { waited } from '../../src/trust/censoring.ts';
import { drift } from '../../src/trust/drift.ts';
import { momentsOf } from '../../src/trust/moments.ts';
import type { ObservedRequest } from '../../src/trust/observed.ts';
import { ascendingOf, orderedOf } from '../../src/trust/ranked.ts';
import { sampleOf } from '../../src/trust/requestSample.ts';
import { traced } from '../../src/trust/traced.ts';
import {
  meanEstimate,
  percentileEstimate,
  shareEstimate,
} from '../../src/trust/verify/estimates.ts';
import { NO_GROUNDS } from '../../src/trust/verify/grounds.ts';
import { judge, LEAST_SAMPLES } from '../../src/trust/verify/judge.ts';
import { FALSE_ALARMS } from '../../src/trust/verify/margins.ts';
import { verifyAgent, type Launch } from '../../src/trust/verify/verifyAgent.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { NEXT, PROBLEM, TODAY, tracedRequests } from '../support/dependentTraces.ts';
import { mulberry32 } from '../support/mulberry32.ts';

const LATENCY = { metric: 'latency', of: 'p95', signed: true, promised: 1000 } as const;

/** Times of a launch whose p95 is this many ms; spread as agents have it. */
function launch(p95: number, n: number, random: () => number): Float64Array {
  const sigma = 0.5;
  const median = p95 / Math.exp(sigma * normalQuantile(0.95));
  return ascendingOf(
    Array.from({ length: n }, () => median * Math.exp(sigma * normalQuantile(random()))),
  );
}

/** Share of 1,000 simulated launches with each verdict, each launch judged on ten figures. */
function verdicts(p95: number, n: number): { worse: number; kept: number; power: number } {
  const random = mulberry32(n + p95);
  const alpha = FALSE_ALARMS / 10;
  let worse = 0;
  let kept = 0;
  let power = 0;
  for (let run = 0; run < 1000; run++) {
    const check = judge(
      LATENCY,
      percentileEstimate(orderedOf(launch(p95, n, random)), 0.95, alpha),
    );
    if (check.status === 'worse') worse += 1;
    if (check.status === 'kept') kept += 1;
    power += (check.power ?? 0) / 1000;
  }
  return { worse: worse / 1000, kept: kept / 1000, power };
}

describe('the verdict on a percentile', () => {
  it('fails kept budgets in at most 5% of launches, over all figures together', () => {
    // One of ten figures: its own part is at most 0.5%.
    expect(verdicts(1000, 2000).worse).toBeLessThanOrEqual(0.012);
    expect(verdicts(1000, 200).worse).toBeLessThanOrEqual(0.012);
  });

  it('finds a p95 that is 10% worse, at n = 2,000, with the power it states', () => {
    const { worse, power, kept } = verdicts(1100, 2000);
    expect(Math.abs(worse - power)).toBeLessThan(0.06);
    expect(worse).toBeGreaterThan(0.85);
    expect(kept).toBeLessThan(0.06);
  });

  it('passes a kept budget once there is enough data, and never on too few', () => {
    expect(verdicts(1000, 2000).kept).toBeGreaterThan(0.95);
    expect(verdicts(500, LEAST_SAMPLES - 1)).toMatchObject({ kept: 0, worse: 0 });
  });

  it('does not fail on what is certain but does not matter', () => {
    const times = launch(1030, 400_000, mulberry32(1));
    const check = judge(LATENCY, percentileEstimate(orderedOf(times), 0.95, 0.005));
    expect(check.low).toBeGreaterThan(1000);
    expect(check.status).toBe('kept');
  });

  it('says how many samples would settle it, if the estimate stays', () => {
    const at = (half: number, n: number) =>
      judge(LATENCY, { measured: 1030, low: 1030 - half, high: 1030 + half, surely: 900, n });
    const check = at(140, 100);
    expect(check.status).toBe('not-enough-data');
    const n = check.needed ?? 0;
    expect(n).toBe(480); // (140 / 70)² times as many to reach 1,100, and a fifth to spare
    expect(at(140 / Math.sqrt(n / 100), n).status).toBe('kept');
  });

  it('is not moved by one giant outlier', () => {
    const times = [...launch(900, 500, mulberry32(4)), 3_600_000];
    const check = judge(LATENCY, percentileEstimate(orderedOf(ascendingOf(times)), 0.95, 0.005));
    expect(check.status).toBe('kept');
  });

  it('cannot pass where requests were cut off before it, but can fail', () => {
    const fast = percentileEstimate(orderedOf(launch(800, 2000, mulberry32(2))), 0.95, 0.005);
    const slow = percentileEstimate(orderedOf(launch(1500, 2000, mulberry32(2))), 0.95, 0.005);
    expect(judge(LATENCY, fast, true).status).toBe('not-enough-data');
    expect(judge(LATENCY, slow, true).status).toBe('worse');
  });
});

describe('verdicts on shares and means', () => {
  const errors = { metric: 'errors', of: 'crm', signed: false, promised: 0.01 } as const;
  const accuracy = { metric: 'accuracy', of: 'all', signed: true, promised: 0.84 } as const;

  it('fail errors that rose by more than a point beyond chance', () => {
    expect(judge(errors, shareEstimate(60, 1000, 0.005, true)).status).toBe('worse');
    expect(judge(errors, shareEstimate(12, 1000, 0.005, true)).status).toBe('kept');
    expect(judge(errors, shareEstimate(2, 40, 0.005, true)).status).toBe('not-enough-data');
  });

  it('fail an accuracy that fell, pass one that held or rose', () => {
    expect(judge(accuracy, shareEstimate(300, 400, 0.01, false)).status).toBe('worse');
    expect(judge(accuracy, shareEstimate(340, 400, 0.01, false)).status).toBe('kept');
    expect(judge(accuracy, shareEstimate(390, 400, 0.01, false)).status).toBe('kept');
    expect(judge(accuracy, shareEstimate(20, 25, 0.01, false)).status).toBe('not-enough-data');
  });

  it('take means with their own spread', () => {
    const cost = { metric: 'cost', of: 'a request', signed: true, promised: 1 } as const;
    const around = (mean: number) => Array.from({ length: 400 }, (_, at) => mean + (at % 5) * 0.1);
    expect(judge(cost, meanEstimate(momentsOf(around(0.8)), 0.01)).status).toBe('kept');
    expect(judge(cost, meanEstimate(momentsOf(around(1)), 0.01)).status).toBe('worse');
  });
});

describe('a launched agent', () => {
  const p95 = latencyEvaluator(PROBLEM).at(TODAY, 'latency', 0.95)!;

  function launched(requests: readonly ObservedRequest[], over: Partial<Launch['signed']> = {}) {
    return verifyAgent({
      problem: PROBLEM,
      signed: {
        choices: TODAY,
        latency: { p95 },
        ttft: {},
        progress: {},
        accuracy: null,
        costPerRequest: null,
        ...over,
      },
      requests,
      grounds: NO_GROUNDS,
      priceOf: () => null,
      evals: null,
    });
  }

  it('that runs as signed keeps what was signed', () => {
    const found = launched(tracedRequests({ kind: 'independent' }, 2000, 3));
    expect(found.outcome).toBe('kept');
    expect(found.mismatches).toEqual([]);
    expect(found.drift).toEqual([]);
  });

  it('that is slower is worse, and what moved is named, with what it does', () => {
    const found = launched(tracedRequests({ kind: 'independent' }, 2000, 3, 1.3));
    expect(found.outcome).toBe('worse');
    expect(found.drift.map(({ component }) => component).sort()).toContain('answer');
    const [first] = found.drift;
    expect(first!.composedP95.after).toBeGreaterThan(first!.composedP95.before);
  });

  it('of which twelve requests were traced cannot be judged', () => {
    const found = launched(tracedRequests({ kind: 'independent' }, 12, 3));
    expect(found.outcome).toBe('not-enough-data');
    expect(found.checks[0]).toMatchObject({ status: 'not-enough-data', n: 12 });
  });

  it('that runs other variants, dropped steps or another order is another architecture', () => {
    const found = launched(tracedRequests({ kind: 'independent' }, 200, 3), { choices: NEXT });
    expect(found.outcome).toBe('different-architecture');
    expect(found.mismatches.map(({ step, signed, traced: ran }) => [step, signed, ran])).toEqual([
      ['plan', 'high', 'low'],
      ['verifier', 'off', 'on'],
      ['order', 'parallel', 'series'],
    ]);
  });

  it('whose first tokens nobody traced cannot be said to keep a promise about them', () => {
    const found = launched(tracedRequests({ kind: 'independent' }, 2000, 3), {
      ttft: { p95: 900 },
    });
    expect(found.outcome).toBe('not-enough-data');
    expect(found.checks.find(({ metric }) => metric === 'ttft')).toMatchObject({
      status: 'unknown',
      reason: 'the traces hold no time to first token',
    });
  });
});

function censoredOf(requests: readonly ObservedRequest[]): ReturnType<typeof waited>['censored'] {
  const { latency, failures } = sampleOf(requests).times;
  return waited(latency, failures).censored;
}

describe('what is noticed in traces', () => {
  it('are requests that were cut off: failures as long as the slowest, or a pile at the end', () => {
    const requests = tracedRequests({ kind: 'independent' }, 400, 1);
    expect(censoredOf(requests)).toBeNull();
    const cut = requests.map((each) => ({ ...each, latencyMs: Math.min(each.latencyMs, 9000) }));
    const found = censoredOf(cut);
    expect(found?.atMs).toBe(9000);
    expect(found?.known).toBeLessThan(0.99);
    const failing = requests.map((each, at) =>
      at % 10 === 0 ? { ...each, failed: true, latencyMs: 30_000 } : each,
    );
    expect(censoredOf(failing)).toMatchObject({ requests: 40, atMs: 30_000, known: 0.9 });
  });

  it('are names that workflow and traces do not share, with what may be meant', () => {
    const requests = tracedRequests({ kind: 'independent' }, 3, 1).map((request) => ({
      ...request,
      runs: request.runs.map((run) =>
        run.component === 'retrieval' ? { ...run, component: 'vector_retrieval' } : run,
      ),
    }));
    expect(sampleOf(requests).names.foreign(PROBLEM)).toEqual({
      untraced: ['retrieval'],
      unnamed: ['vector_retrieval'],
      alike: [{ traced: 'vector_retrieval', step: 'retrieval' }],
      nothingShared: false,
    });
  });

  it('is no drift where calls take what the table says', () => {
    const observed = traced(PROBLEM, tracedRequests({ kind: 'independent' }, 3000, 21));
    expect(drift(PROBLEM, TODAY, observed)).toEqual([]);
  });
});
