import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { leafOf } from '../../src/latency/leafOf.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { choose, mix, NO_LIMITS, point, problem, step, tool, tools } from '../support/problems.ts';
import { solve } from '../../src/solver/solve.ts';

/**
 * Shares are written in round numbers, and so are percentiles: sums of shares often are the very
 * percentile that is asked. A percentile is the least time that at least so many requests keep, so that
 * a sum that reaches it counts, although 0.7 + 0.2 is 0.8999999999999999 to a computer.
 */

const parts = (...shares: readonly number[]): LatencyInput =>
  mix(...shares.map((share, index): [number, LatencyInput] => [share, point(100 * 4 ** index)]));

describe('a mixture whose shares sum to the percentile', () => {
  // 100, 400, 1600, 6400 ms.
  it.each([
    [[0.7, 0.2, 0.1], 0.9, 400],
    [[0.6, 0.3, 0.1], 0.9, 400],
    [[0.8, 0.1, 0.1], 0.9, 400],
    [[0.8, 0.15, 0.05], 0.95, 400],
    [[0.9, 0.05, 0.05], 0.95, 400],
    [[0.33, 0.17, 0.5], 0.5, 400],
    [[0.1, 0.2, 0.2, 0.5], 0.5, 1600],
    [[0.7, 0.2, 0.09, 0.01], 0.99, 1600],
    [[0.3, 0.3, 0.3, 0.1], 0.9, 1600],
    [[0.95, 0.05], 0.95, 100],
    [[0.95, 0.05], 0.951, 400],
    [[0.7, 0.2, 0.1], 0.901, 1600],
  ])('%j at %d is %d ms', (shares, p, ms) => {
    expect(leafOf(parts(...shares)).quantile(p)).toBe(ms);
    const whole = problem([step('wait', parts(...shares))]);
    expect(latencyEvaluator(whole).at(choose(whole), 'latency', p)).toBe(ms);
  });
});

describe('chances that multiply to the percentile', () => {
  it('two tools that half of all requests use: three in four keep the longer one, p75', () => {
    const whole = problem([
      tools([tool('a', point(300), { chance: 0.5 }), tool('b', point(900), { chance: 0.5 })]),
    ]);
    const at = (p: number) => latencyEvaluator(whole).at(choose(whole), 'latency', p);
    // 0, 300, 900 or 1200 ms, each in a quarter.
    expect([0.25, 0.5, 0.75, 0.76].map(at)).toEqual([0, 300, 900, 1200]);
  });

  it('two steps of which each is slow in one of ten requests', () => {
    const steps = Array.from({ length: 2 }, (_, index) =>
      step(`s${index}`, mix([0.9, point(100)], [0.1, point(1000)])),
    );
    const whole = problem(steps);
    const at = (p: number) => latencyEvaluator(whole).at(choose(whole), 'latency', p);
    expect([0.81, 0.8101, 0.99, 0.9901].map(at)).toEqual([200, 1100, 1100, 2000]);
  });

  it('binomial: whatever the shares, the percentile is the first sum that reaches it', () => {
    const tenths = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(tenths, tenths, tenths, fc.integer({ min: 1, max: 99 }), (a, b, c, percent) => {
        const chances = [a, b, c];
        const whole = problem([
          tools(
            chances.map((tenth, index) =>
              tool(`t${index}`, point(100 * 2 ** index), { chance: tenth / 10 }),
            ),
          ),
        ]);
        // In thousandths, so that sums are whole numbers and exact.
        let sum = 0;
        let expected = -1;
        for (let used = 0; used < 8 && expected < 0; used++) {
          sum += chances.reduce(
            (all, tenth, bit) => all * (used & (1 << bit) ? tenth : 10 - tenth),
            1,
          );
          if (sum >= percent * 10) expected = 100 * used;
        }
        expect(latencyEvaluator(whole).at(choose(whole), 'latency', percent / 100)).toBe(expected);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});

describe('times without spread that are one step of the lattice apart', () => {
  it('are two times: neither is read as something between them', () => {
    // On a horizon of 16 s the lattice has a cell every 10 ms, and 6.90 s is next to 6.91 s.
    const whole = problem([
      step('draft', mix([0.8, point(520)], [0.2, point(530)])),
      step('plan', mix([0.5, point(6380)], [0.5, point(4460)])),
    ]);
    const at = (p: number) => latencyEvaluator(whole).at(choose(whole), 'latency', p);
    expect([0.4, 0.5, 0.9, 0.95].map(at)).toEqual([4980, 4990, 6900, 6910]);
    expect(latencyEvaluator(whole).percentiles(choose(whole), 'latency')).toMatchObject({
      p50: 4990,
      p90: 6900,
      p95: 6910,
      p99: 6910,
    });
  });
});

describe('a limit between two times that a share tells apart', () => {
  it.each([
    [[0.7, 0.2, 0.1], 0.9],
    [[0.8, 0.15, 0.05], 0.95],
    [[0.33, 0.17, 0.5], 0.5],
  ])('%j keeps a limit on p%d far below the rest', (shares, p) => {
    const limits = { ...NO_LIMITS, latency: [{ p, ms: 500 }] };
    const answer = solve(problem([step('wait', parts(...shares))], { limits }));
    if ('tooMany' in answer) throw new Error('too many');
    expect(answer.result.feasible).toHaveLength(1);
    expect(answer.result.feasible[0]?.shown.ms).toBe(400);
  });
});
