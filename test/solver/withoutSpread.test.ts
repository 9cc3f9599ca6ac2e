import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LATENCY_TOLERANCE } from '../../src/solver/candidate.ts';
import { certified } from '../../src/solver/certified.ts';
import { Candidate } from '../../src/solver/candidate.ts';
import { explore } from '../../src/solver/explore.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { Problem } from '../../src/solver/problem.ts';
import {
  choose,
  NO_LIMITS,
  option,
  point,
  problem,
  step,
  tool,
  tools,
} from '../support/problems.ts';

const PROPERTY = { seed: 20261122, numRuns: 30 };

/** Durations as people write them, and as a stopwatch does. */
const written = fc.constantFrom(100, 200, 250, 300, 400, 500, 700, 1000, 1200);
const stopped = fc.integer({ min: 5, max: 3000 });

const limited = (each: Problem, ms: number): Problem => ({
  ...each,
  limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms }] },
});

describe('times without spread', () => {
  it('add up to the last millisecond, at every percentile', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(written, stopped), { minLength: 1, maxLength: 12 }),
        (times) => {
          const serial = problem(times.map((ms, index) => step(`s${index}`, point(ms))));
          const sum = times.reduce((total, ms) => total + ms, 0);
          const shown = latencyEvaluator(serial).percentiles(choose(serial), 'latency');
          for (const ms of [shown?.p50, shown?.p90, shown?.p95, shown?.p99, shown?.mean])
            expect(ms).toBeCloseTo(sum, 6);
        },
      ),
      PROPERTY,
    );
  });

  it('have percentiles at one of the sums, where tools are used by some requests', () => {
    // Three calls of 300 ms, each in half of all requests, after 1 s: binomial, 1/8 3/8 3/8 1/8.
    const half = ['a', 'b', 'c'].map((name) => tool(name, point(300), { chance: 0.5 }));
    const whole = problem([step('plan', point(1000)), tools(half)]);
    const shown = latencyEvaluator(whole).percentiles(choose(whole), 'latency');
    expect(shown).toMatchObject({ p50: 1300, p90: 1900, p95: 1900, p99: 1900, mean: 1450 });
  });

  it.each([
    ['as people write them', written],
    ['as a stopwatch does', fc.integer({ min: 50, max: 1300 })],
  ])('%s: as many architectures fit as sums do, also when a sum is the limit itself', (_, time) => {
    const variants = fc.array(time, { minLength: 3, maxLength: 3 });
    const stages = fc.array(variants, { minLength: 4, maxLength: 5 });
    fc.assert(
      fc.property(stages, fc.nat(), (ways, pick) => {
        const sums = ways.reduce<number[]>(
          (all, times) => all.flatMap((sum) => times.map((ms) => sum + ms)),
          [0],
        );
        const ms = sums[pick % sums.length] ?? 0;
        const open = problem(
          ways.map((times, stage) =>
            step(
              `s${stage}`,
              times.map((time, index) => option(`v${index}`, point(time))),
            ),
          ),
        );
        const found = explore(limited(open, ms));
        expect(found?.feasibleCount).toMatchObject({
          value: sums.filter((sum) => sum <= ms * LATENCY_TOLERANCE).length,
          exact: true,
        });
      }),
      PROPERTY,
    );
  });

  it('are never too close to call at the limit itself', () => {
    const serial = problem([step('a', point(700)), step('b', point(900)), step('c', point(400))]);
    const at = limited(serial, 2000);
    const [bounds] = certified(at, new Candidate(at, latencyEvaluator(at), choose(at)));
    expect(bounds).toMatchObject({ high: 2000, straddles: false });
  });
});
