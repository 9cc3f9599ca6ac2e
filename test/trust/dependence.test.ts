import { describe, expect, it } from 'vitest';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { backtest, isDependent } from '../../src/trust/backtest.ts';
import { dependence, LEVEL } from '../../src/trust/dependence.ts';
import { commonCause, NO_COMMON_CAUSE, type CommonCause } from '../../src/trust/commonCause.ts';
import { copulaPercentiles } from '../../src/trust/factorCopula.ts';
import { ascendingOf, rankedQuantile } from '../../src/trust/ranked.ts';
import { sampleOf } from '../../src/trust/requestSample.ts';
import { Replay } from '../../src/trust/replay.ts';
import { copulaOf, rescorer } from '../../src/trust/rescored.ts';
import { stepScores } from '../../src/trust/stepScores.ts';
import { traced } from '../../src/trust/traced.ts';
import {
  drawer,
  HARSH_INCIDENTS,
  INCIDENTS,
  NEXT,
  PROBLEM,
  TODAY,
  totalOf,
  tracedRequests,
  type Dependence,
} from '../support/dependentTraces.ts';

const INDEPENDENT: Dependence = { kind: 'independent' };
const factor = (rho: number): Dependence => ({ kind: 'factor', rho });

function truth(of: Dependence, ps: readonly number[]): number[] {
  const draw = drawer(of, 77);
  const times = Float64Array.from({ length: 150_000 }, () => totalOf(draw(NEXT), 'parallel'));
  times.sort();
  return ps.map((p) => rankedQuantile(times, p));
}

describe('the permutation test', () => {
  it('cries wolf about as often as it says', () => {
    const sets = 150;
    let flagged = 0;
    for (let set = 0; set < sets; set++) {
      const observed = traced(PROBLEM, tracedRequests(INDEPENDENT, 80, 300 + set));
      if (dependence(PROBLEM, observed, [], set).pValue <= LEVEL) flagged += 1;
    }
    // 5% of 150 is 7.5, with a standard deviation of 2.7.
    expect(flagged).toBeLessThanOrEqual(14);
  });

  it('finds a common cause of a fifth of the variance in 200 requests', () => {
    for (let set = 0; set < 10; set++) {
      const observed = traced(PROBLEM, tracedRequests(factor(0.2), 200, set));
      expect(dependence(PROBLEM, observed, [], set).pValue).toBeLessThanOrEqual(LEVEL);
    }
  });

  it('says how much more requests vary than independent steps would', () => {
    const observed = traced(PROBLEM, tracedRequests(factor(0.4), 3000, 1));
    const { varianceRatio, independent } = dependence(PROBLEM, observed, [0.95], 1);
    expect(varianceRatio).toBeGreaterThan(1.5);
    const composed = latencyEvaluator(PROBLEM).at(TODAY, 'latency', 0.95)!;
    expect(Math.abs(independent[0]! / composed - 1)).toBeLessThan(0.02);
  });
});

describe('replay', () => {
  it('of the architecture that was traced gives every request its own time back', () => {
    const observed = traced(PROBLEM, tracedRequests(factor(0.3), 200, 4));
    const times = new Replay(PROBLEM, observed, 1).times(TODAY);
    times.forEach((ms, at) => expect(ms).toBeCloseTo(observed.latencies[at]!, 6));
  });

  it.each([
    ['independent', INDEPENDENT],
    ['one factor .4', factor(0.4)],
    ['incidents', INCIDENTS],
  ] as const)('is within 4%% of another architecture at p95, %s', (_, of) => {
    const [right = 0] = truth(of, [0.95]);
    const observed = traced(PROBLEM, tracedRequests(of, 3000, 8));
    const times = ascendingOf(new Replay(PROBLEM, observed, 1).times(NEXT));
    expect(Math.abs(rankedQuantile(times, 0.95) / right - 1)).toBeLessThan(0.04);
  });

  it('never makes a request slower by leaving a step out', () => {
    const observed = traced(PROBLEM, tracedRequests(factor(0.3), 100, 2));
    const replay = new Replay(PROBLEM, observed, 1);
    const without = { ...TODAY, values: new Map([...TODAY.values, ['verifier', 'off']]) };
    const [all, fewer] = [replay.times(TODAY), replay.times(without)];
    fewer.forEach((ms, at) => expect(ms).toBeLessThanOrEqual(all[at]! + 1e-9));
  });
});

/** One kind of requests, whose steps all follow the cause alike. */
function oneKind(loading: number): CommonCause {
  const names = [...TODAY.values.keys(), ...TODAY.tools];
  const kind = new Map(names.map((name) => [name, { mean: 0, spread: 1, loading }]));
  return { classes: [{ share: 1, class: kind }], incidents: new Float64Array(0) };
}

const causeOf = (of: Dependence, n: number, seed: number): CommonCause =>
  commonCause(stepScores(traced(PROBLEM, tracedRequests(of, n, seed))));

describe('the copula', () => {
  it('of steps that follow nothing is the independent composition', () => {
    const ps = [0.5, 0.95, 0.99];
    const evaluator = latencyEvaluator(PROBLEM);
    for (const cause of [NO_COMMON_CAUSE, oneKind(0)])
      copulaPercentiles(PROBLEM, NEXT, cause, ps).forEach((ms, at) =>
        expect(ms / evaluator.at(NEXT, 'latency', ps[at]!)! - 1).toBeCloseTo(0, 3),
      );
  });

  it('is within 2% of the truth at p95 and p99 where one cause makes requests slow', () => {
    const right = truth(factor(0.4), [0.95, 0.99]);
    copulaPercentiles(PROBLEM, NEXT, oneKind(Math.sqrt(0.4)), [0.95, 0.99]).forEach((ms, at) =>
      expect(Math.abs(ms / right[at]! - 1)).toBeLessThan(0.02),
    );
  });

  it('finds how strongly steps follow the cause of the traces', () => {
    const { classes } = causeOf(factor(0.4), 3000, 6);
    expect(classes).toHaveLength(1);
    for (const { loading } of classes[0]!.class.values())
      expect(Math.abs(loading - Math.sqrt(0.4))).toBeLessThan(0.06);
  });

  it('takes no requests for incidents where one cause explains them all', () => {
    const kinds = Array.from({ length: 12 }, (_, set) =>
      [INDEPENDENT, factor(0.2), factor(0.6)].map((of) => causeOf(of, 300, set).classes.length),
    ).flat();
    expect(kinds.filter((count) => count > 1).length).toBeLessThanOrEqual(1);
  });

  it('finds incidents, and how many requests they are', () => {
    for (const of of [INCIDENTS, HARSH_INCIDENTS]) {
      const { classes } = causeOf(of, 900, 2);
      expect(classes[1]?.share).toBeGreaterThan(0.04);
      expect(classes[1]?.share).toBeLessThan(0.08);
    }
  });

  it.each([
    ['common slowdowns', INCIDENTS, 0.02],
    ['the slowest tenth of every step', HARSH_INCIDENTS, 0.05],
  ] as const)('has incidents in it, p95 from 300 requests: %s', (_, of, near) => {
    const [right = 0] = truth(of, [0.95]);
    const observed = traced(PROBLEM, tracedRequests(of, 300, 3));
    const [found] = copulaOf(PROBLEM, observed)(NEXT, [0.95]);
    expect(Math.abs(found!.ms / right - 1)).toBeLessThan(near);
  });

  it('has the time in it that requests spend outside of steps', () => {
    const requests = tracedRequests(factor(0.3), 300, 9).map((request) => ({
      ...request,
      latencyMs: request.latencyMs + 2000,
    }));
    const p = [0.5, 0.95];
    const plain = copulaOf(PROBLEM, traced(PROBLEM, tracedRequests(factor(0.3), 300, 9)))(NEXT, p);
    copulaOf(PROBLEM, traced(PROBLEM, requests))(NEXT, p).forEach(({ ms }, at) =>
      // Within half a bin of the histogram that holds the own time.
      expect(Math.abs(ms - plain[at]!.ms - 2000)).toBeLessThan(40),
    );
  });

  it('takes off what steps overlap', () => {
    const requests = tracedRequests(INDEPENDENT, 300, 9).map((request) => ({
      ...request,
      latencyMs: request.latencyMs - 100,
    }));
    const [found] = copulaOf(PROBLEM, traced(PROBLEM, requests))(NEXT, [0.5]);
    const composed = latencyEvaluator(PROBLEM).at(NEXT, 'latency', 0.5)!;
    expect(Math.abs(found!.ms - (composed - 100))).toBeLessThan(0.01 * composed);
  });

  it('is taken below 1,000 requests, and replay from there on', () => {
    const few = traced(PROBLEM, tracedRequests(INDEPENDENT, 300, 1));
    const many = traced(PROBLEM, tracedRequests(INDEPENDENT, 1000, 1));
    expect(rescorer(PROBLEM, few, 1).method).toBe('copula');
    expect(rescorer(PROBLEM, many, 1).method).toBe('replay');
  });
});

describe('the backtest', () => {
  const problem = { ...PROBLEM, today: TODAY };

  it('holds where steps are independent and take what the table says', () => {
    const requests = tracedRequests(INDEPENDENT, 2000, 12);
    const found = backtest(problem, sampleOf(requests), traced(problem, requests), 1);
    expect(found?.percentiles.map(({ gap }) => Math.abs(gap) < 0.05)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(found && isDependent(found)).toBe(false);
  });

  it('names dependence as the cause where one thing makes requests slow', () => {
    const requests = tracedRequests(factor(0.4), 2000, 12);
    const found = backtest(problem, sampleOf(requests), traced(problem, requests), 1)!;
    expect(isDependent(found)).toBe(true);
    expect(found.percentiles.find(({ p }) => p === 0.95)?.within).toBe(false);
    const most = found.causes.toSorted((a, b) => Math.abs(b.moved) - Math.abs(a.moved))[0];
    expect(most?.cause).toBe('dependence');
  });

  it('names incidents as the cause where some requests are slow everywhere', () => {
    const requests = tracedRequests(HARSH_INCIDENTS, 1500, 5);
    const found = backtest(problem, sampleOf(requests), traced(problem, requests), 1)!;
    expect(found.incidents?.requests).toBeGreaterThan(60);
    expect(found.incidents?.requests).toBeLessThan(120);
    expect(found.incidents?.slower).toBeGreaterThan(1.5);
    const most = found.causes.toSorted((a, b) => Math.abs(b.moved) - Math.abs(a.moved))[0];
    expect(most?.cause).toBe('incidents');
  });

  it('names no incidents where steps are independent, or follow one cause', () => {
    for (const of of [INDEPENDENT, factor(0.4)]) {
      const requests = tracedRequests(of, 600, 5);
      const found = backtest(problem, sampleOf(requests), traced(problem, requests), 1)!;
      expect(found.incidents).toBeNull();
    }
  });

  it('tells time outside of steps from calls of one step that are alike', () => {
    const late = tracedRequests(INDEPENDENT, 1000, 3).map((request, at) => ({
      ...request,
      latencyMs: request.latencyMs + 1000 + (at % 7) * 300,
    }));
    const found = backtest(problem, sampleOf(late), traced(problem, late), 1)!;
    const moved = new Map(found.causes.map((each) => [each.cause, each.moved]));
    expect(moved.get('own')).toBeGreaterThan(0.08);
    expect(Math.abs(moved.get('alike')!)).toBeLessThan(0.02);
  });

  it('names the times of steps where they take longer than the table says', () => {
    const requests = tracedRequests(INDEPENDENT, 2000, 12, 1.5);
    const found = backtest(problem, sampleOf(requests), traced(problem, requests), 1)!;
    const most = found.causes.toSorted((a, b) => Math.abs(b.moved) - Math.abs(a.moved))[0];
    expect(most?.cause).toBe('times');
    // From the composed p95 to the measured one, nothing left over.
    const moved = found.causes.reduce((sum, cause) => sum + cause.moved, 0);
    const p95 = found.percentiles.find(({ p }) => p === 0.95)!;
    expect(moved).toBeCloseTo((p95.measured - p95.composed) / p95.measured, 6);
  });

  it('says nothing of fewer than 20 requests', () => {
    const requests = tracedRequests(INDEPENDENT, 12, 1);
    expect(backtest(problem, sampleOf(requests), traced(problem, requests), 1)).toBeNull();
  });
});
