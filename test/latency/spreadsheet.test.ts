import { describe, expect, test } from 'vitest';
import { leafOf } from '../../src/latency/leafOf.ts';
import { quantile } from '../../src/latency/quantile.ts';
import { compose } from './support/workflow.ts';
import type { Workflow } from './support/workflow.ts';
import { WORKFLOWS } from './support/workflows.ts';

/** What a spreadsheet does: percentiles add in series, the worst counts in parallel, shares weigh. */
function spreadsheet(flow: Workflow, q: number): number {
  const inner = (part: Workflow): number => spreadsheet(part, q);
  if ('call' in flow) return leafOf(flow.call).quantile(q);
  if ('series' in flow) return flow.series.map(inner).reduce((sum, ms) => sum + ms, 0);
  if ('parallel' in flow) return Math.max(...flow.parallel.map(inner));
  if ('mix' in flow) return flow.mix.reduce((sum, [share, part]) => sum + share * inner(part), 0);
  return flow.counts.reduce((sum, { count, share }) => sum + share * count * inner(flow.repeat), 0);
}

/** Error of the spreadsheet in percent. */
function excess(name: string, q: number): number {
  const flow = WORKFLOWS[name]!;
  const exact = quantile(compose(flow, { step: 16, size: 4096 }), q);
  return 100 * (spreadsheet(flow, q) / exact - 1);
}

describe('percentiles do not add', () => {
  test.each([
    ['B six tools in series, two retrievals, high effort, verifier', -4.4, 30.7],
    ['D at most four rounds of think and retrieve', 3.6, -10.2],
    ['E memory short-circuits 30%', -20.1, -15.0],
    ['F four heavy Pareto(2.5) tools', -9.6, 30.5],
  ])('%s: p50 is off by %f%%, p95 by %f%%', (name, median, p95) => {
    expect(excess(name, 0.5)).toBeCloseTo(median, 0);
    expect(excess(name, 0.95)).toBeCloseTo(p95, 0);
  });

  test('six calls of 600-900 ms in series: the sum of p95s is 12% too high', () => {
    // solver-maths.md §1, range reading: log-normal 90%: p50 4437, p95 4821, p99 4990 ms
    const six = compose(
      {
        series: Array.from({ length: 6 }, () => ({ call: { kind: 'range', low: 600, high: 900 } })),
      },
      { step: 2, size: 4096 },
    );
    expect([0.5, 0.95, 0.99].map((q) => Math.round(quantile(six, q)))).toEqual([4437, 4821, 4990]);
    expect((6 * 900) / quantile(six, 0.95)).toBeCloseTo(1.12, 3);
  });
});
