import { describe, expect, it } from 'vitest';
import { backtest, type Backtest, type CauseName } from '../../src/trust/backtest.ts';
import { Dealt, rowsOf, runCounts } from '../../src/trust/dealt.ts';
import { seededUniform } from '../../src/trust/bootstrap.ts';
import type { ObservedRequest } from '../../src/trust/observed.ts';
import { sampleOf } from '../../src/trust/requestSample.ts';
import { traced } from '../../src/trust/traced.ts';
import { PROBLEM, tracedRequests, type Dependence } from '../support/dependentTraces.ts';

const TOOLS = ['crm', 'web', 'files', 'calendar'];

/** Every fourth request uses all four tools and a search, the others none: nothing else ties calls together. */
function twoRoutes(n: number): ObservedRequest[] {
  return tracedRequests({ kind: 'independent' }, n, 7).map((request, at) => {
    if (at % 4 === 0) return request;
    const left = request.runs.filter(
      ({ component }) => !TOOLS.includes(component) && component !== 'retrieval',
    );
    const latencyMs = left.reduce((sum, { durationMs }) => sum + durationMs, 0);
    return { ...request, latencyMs, runs: left };
  });
}

function causes(requests: readonly ObservedRequest[]): Map<CauseName, number> {
  const found: Backtest = backtest(PROBLEM, sampleOf(requests), traced(PROBLEM, requests), 1)!;
  return new Map(found.causes.map(({ cause, moved }) => [cause, moved]));
}

const FACTOR: Dependence = { kind: 'factor', rho: 0.4 };

describe('what ties the steps of a request together', () => {
  it('is the route it takes, where calls are independent of one another', () => {
    const found = causes(twoRoutes(2000));
    expect(found.get('routes')).toBeGreaterThan(0.04);
    expect(Math.abs(found.get('dependence')!)).toBeLessThan(0.02);
  });

  it('is not the route, where every request runs the same', () => {
    const found = causes(tracedRequests(FACTOR, 2000, 7));
    expect(Math.abs(found.get('routes')!)).toBeLessThan(0.005);
    expect(found.get('dependence')).toBeGreaterThan(0.1);
  });

  it('is not looked for, where steps are independent', () => {
    expect(causes(tracedRequests({ kind: 'independent' }, 2000, 3)).has('routes')).toBe(false);
  });
});

describe('times that are dealt out', () => {
  const requests = twoRoutes(200);
  const observed = traced(PROBLEM, requests);
  const rows = rowsOf(observed);
  const sum = (times: Float64Array) => times.reduce((total, ms) => total + ms, 0);
  const total = sum(observed.latencies);

  it('are all dealt out: the sum of all requests in a row stays', () => {
    for (const counts of [undefined, runCounts(observed)])
      for (const groups of [[rows], [rows.slice(0, 50), rows.slice(50)]]) {
        const ties = { groups, ...(counts === undefined ? {} : { counts }) };
        const times = new Dealt(PROBLEM, observed, ties).times(seededUniform(2));
        expect(times).toHaveLength(200);
        expect(sum(times) / total).toBeCloseTo(1, 9);
      }
  });

  it('leave each request its steps where counts are kept: those without tools stay the quick ones', () => {
    const mean = (times: Float64Array, hasTools: boolean) => {
      const those = times.filter((_, at) => requests[rows[at]!]!.runs.length > 4 === hasTools);
      return sum(those) / those.length;
    };
    /** How much longer requests with tools take. */
    const longer = (times: Float64Array) => mean(times, true) - mean(times, false);
    const kept = new Dealt(PROBLEM, observed, { groups: [rows], counts: runCounts(observed) });
    const cut = new Dealt(PROBLEM, observed, { groups: [rows] });
    const before = longer(observed.latencies);
    expect(longer(kept.times(seededUniform(3))) / before).toBeGreaterThan(0.8);
    expect(Math.abs(longer(cut.times(seededUniform(3))) / before)).toBeLessThan(0.3);
  });
});
