import { describe, expect, it } from 'vitest';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { backtest, isDependent } from '../../src/trust/backtest.ts';
import { dependence, LEVEL } from '../../src/trust/dependence.ts';
import { copulaPercentiles } from '../../src/trust/factorCopula.ts';
import { loadings } from '../../src/trust/loadings.ts';
import { ascendingOf, rankedQuantile } from '../../src/trust/ranked.ts';
import { Replay } from '../../src/trust/replay.ts';
import { rescorer } from '../../src/trust/rescored.ts';
import { traced } from '../../src/trust/traced.ts';
import {
  drawer,
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
    ['incidents', { kind: 'incidents', share: 0.06 }],
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

describe('the one-factor copula', () => {
  it('without loadings is the independent composition', () => {
    const ps = [0.5, 0.95, 0.99];
    const evaluator = latencyEvaluator(PROBLEM);
    copulaPercentiles(PROBLEM, NEXT, new Map(), ps).forEach((ms, at) =>
      expect(ms / evaluator.at(NEXT, 'latency', ps[at]!)! - 1).toBeCloseTo(0, 3),
    );
  });

  it('is within 2% of the truth at p95 and p99 where one cause makes requests slow', () => {
    const right = truth(factor(0.4), [0.95, 0.99]);
    const known = new Map(
      [...TODAY.values.keys(), ...TODAY.tools].map((name) => [name, Math.sqrt(0.4)]),
    );
    copulaPercentiles(PROBLEM, NEXT, known, [0.95, 0.99]).forEach((ms, at) =>
      expect(Math.abs(ms / right[at]! - 1)).toBeLessThan(0.02),
    );
  });

  it('finds the loadings of the traces', () => {
    const found = loadings(traced(PROBLEM, tracedRequests(factor(0.4), 3000, 6)));
    for (const loading of found.values())
      expect(Math.abs(loading - Math.sqrt(0.4))).toBeLessThan(0.06);
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
    const found = backtest(problem, requests, traced(problem, requests), 1);
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
    const found = backtest(problem, requests, traced(problem, requests), 1)!;
    expect(isDependent(found)).toBe(true);
    expect(found.percentiles.find(({ p }) => p === 0.95)?.within).toBe(false);
    const most = found.causes.toSorted((a, b) => Math.abs(b.moved) - Math.abs(a.moved))[0];
    expect(most?.cause).toBe('dependence');
  });

  it('names the times of steps where they take longer than the table says', () => {
    const requests = tracedRequests(INDEPENDENT, 2000, 12, 1.5);
    const found = backtest(problem, requests, traced(problem, requests), 1)!;
    const most = found.causes.toSorted((a, b) => Math.abs(b.moved) - Math.abs(a.moved))[0];
    expect(most?.cause).toBe('times');
    // From the composed p95 to the measured one, nothing left over.
    const moved = found.causes.reduce((sum, cause) => sum + cause.moved, 0);
    const p95 = found.percentiles.find(({ p }) => p === 0.95)!;
    expect(moved).toBeCloseTo((p95.measured - p95.composed) / p95.measured, 6);
  });

  it('says nothing of fewer than 20 requests', () => {
    const requests = tracedRequests(INDEPENDENT, 12, 1);
    expect(backtest(problem, requests, traced(problem, requests), 1)).toBeNull();
  });
});
