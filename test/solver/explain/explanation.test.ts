import { describe, expect, test } from 'vitest';
import { Candidate } from '../../../src/solver/candidate.ts';
import { explain } from '../../../src/solver/explain/explanation.ts';
import { spreadsheetPercentile } from '../../../src/solver/explain/spreadsheet.ts';
import { waterfall } from '../../../src/solver/explain/waterfall.ts';
import { latencyEvaluator } from '../../../src/solver/latency.ts';
import type { Problem } from '../../../src/solver/problem.ts';
import { sampleProblems } from '../../support/arbitraryProblem.ts';
import { allArchitectures } from '../../support/bruteForce.ts';
import { mulberry32 } from '../../support/mulberry32.ts';
import {
  choose,
  fee,
  option,
  point,
  problem,
  range,
  shortcut,
  step,
  tool,
  tools,
} from '../../support/problems.ts';
import { drawOf } from '../../support/sampler.ts';

const sum = (values: Iterable<number>) => [...values].reduce((total, ms) => total + ms, 0);

describe('the waterfall', () => {
  const PROBLEMS = sampleProblems(25, 31, {
    steps: 5,
    tools: 3,
    shortcuts: 2,
    architectures: 60,
    unknown: 0,
    unknownPrices: false,
    tangles: true,
    jumps: true,
    saves: true,
    skipsBranches: true,
    skipsSigns: true,
  });

  test('parts sum to the percentile, for any workflow, and none is negative', () => {
    for (const [index, each] of PROBLEMS.entries()) {
      const all = allArchitectures(each);
      const choices = all[(index * 7) % all.length];
      if (choices === undefined) continue;
      const latencies = latencyEvaluator(each);
      const percentiles = [0.5, 0.95, 0.99];
      waterfall(each, latencies, choices, percentiles).forEach((parts, i) => {
        const whole = latencies.at(choices, 'latency', percentiles[i] ?? 0.5) ?? 0;
        expect(sum(parts.values())).toBeCloseTo(whole, 6);
        for (const ms of parts.values()) expect(ms).toBeGreaterThanOrEqual(0);
      });
    }
  });

  test('is what a million played requests show around their percentiles', () => {
    const inputs = { plan: range(300, 900), a: range(200, 700), b: range(100, 1200) };
    const answer = range(400, 600);
    const critic = range(100, 200);
    const whole = problem([
      step('plan', inputs.plan),
      { parallel: [[step('a', inputs.a)], [step('b', inputs.b)]] },
      step('answer', answer),
      step('critic', critic, { onReject: { redo: 'answer', chance: 0.1, times: 1 } }),
    ]);
    const requests = play(
      { ...inputs, answer, critic },
      (draw, chance) => {
        const [plan, a, b] = [draw('plan'), draw('a'), draw('b')];
        const [first, verdict] = [draw('answer'), draw('critic')];
        const again = chance() < 0.1;
        const redo = again ? { answer: draw('answer'), critic: draw('critic') } : null;
        return {
          plan,
          a: a > b ? a : 0,
          b: a > b ? 0 : b,
          answer: first + (redo?.answer ?? 0),
          critic: verdict + (redo?.critic ?? 0),
        };
      },
      1_000_000,
    );
    const choices = choose(whole);
    for (const p of [0.5, 0.95, 0.99]) {
      const [parts] = waterfall(whole, latencyEvaluator(whole), choices, [p]);
      const around = requests.slice(
        Math.round((p - 0.005) * requests.length),
        Math.round((p + 0.005) * requests.length),
      );
      for (const [name, ms] of parts ?? []) {
        const played = around.map((request) => request.parts[name] ?? 0);
        const mean = sum(played) / played.length;
        const spread = Math.sqrt(sum(played.map((x) => (x - mean) ** 2)) / played.length);
        const error = spread / Math.sqrt(played.length);
        // Besides chance: the band's mean is scaled to its percentile, a shift below 0.5%.
        expect(Math.abs(ms - mean)).toBeLessThan(4 * error + 0.005 * mean + 1);
      }
    }
  });
});

interface Played {
  readonly total: number;
  readonly parts: Readonly<Record<string, number>>;
}

/** Requests in order of their time, each with what its parts took on the critical path. */
function play(
  inputs: Readonly<Record<string, Parameters<typeof drawOf>[0]>>,
  request: (draw: (name: string) => number, chance: () => number) => Record<string, number>,
  count: number,
): Played[] {
  const uniform = mulberry32(12);
  const draws = new Map(Object.entries(inputs).map(([name, input]) => [name, drawOf(input)]));
  const draw = (name: string) => draws.get(name)?.(uniform) ?? 0;
  const played = Array.from({ length: count }, () => {
    const parts = request(draw, uniform);
    return { total: sum(Object.values(parts)), parts };
  });
  return played.sort((a, b) => a.total - b.total);
}

describe('the spreadsheet', () => {
  const inSeries = problem([step('a', range(100, 900)), step('b', range(100, 900))]);

  test('adds percentiles in series: the p95 of 100–900 ms is 900 ms, twice that is 1.8 s', () => {
    expect(spreadsheetPercentile(inSeries, choose(inSeries), 0.95)).toBeCloseTo(1800, 6);
    // A range is its central 90%, log-normal: the median is the geometric mean.
    expect(spreadsheetPercentile(inSeries, choose(inSeries), 0.5)).toBeCloseTo(600, 6);
  });

  test('takes the largest in parallel', () => {
    const whole = problem([
      { parallel: [[step('a', point(300))], [step('b', point(200)), step('c', point(150))]] },
    ]);
    expect(spreadsheetPercentile(whole, choose(whole), 0.95)).toBe(350);
  });

  test('weighs by chance, calls, hits and redos', () => {
    const whole = problem(
      [
        step('plan', point(1000)),
        step('search', point(400), { chance: 0.5, calls: [{ count: 3, share: 1 }] }),
        step('answer', point(600)),
        step('critic', point(200), { onReject: { redo: 'answer', chance: 0.1, times: 1 } }),
      ],
      { shortcuts: [shortcut('memory', ['plan'], 0.3, point(50))] },
    );
    // 50 + 70% of 1000, half of 3 x 400, 600 + 200 + 10% of another 800.
    expect(spreadsheetPercentile(whole, choose(whole), 0.95)).toBeCloseTo(750 + 600 + 880, 9);
  });

  test('is off where percentiles are: too high at p95, too low at p50 for skewed steps in a row', () => {
    const latencies = latencyEvaluator(inSeries);
    const { percentiles } = explain(
      inSeries,
      latencies,
      new Candidate(inSeries, latencies, choose(inSeries)),
    );
    expect(percentiles['p95']?.error).toBeGreaterThan(0.1);
    expect(percentiles['p50']?.error).toBeLessThan(-0.05);
  });
});

describe('what a step buys', () => {
  const fast = option('fast', point(1000), { call: fee(0.01) });
  const slow = option('slow', point(3000), { call: fee(0.05) });
  const whole: Problem = problem([
    step('plan', [slow, fast]),
    tools([tool('x', point(400)), tool('y', point(600))], ['series', 'parallel']),
    step('check', point(200), { optional: true }),
  ]);
  const latencies = latencyEvaluator(whole);
  const explained = explain(whole, latencies, new Candidate(whole, latencies, choose(whole)));
  const part = (name: string) => explained.parts.find((each) => each.name === name);

  test('another variant frees 2 s and 4 cents', () => {
    const [change] = part('plan')?.changes ?? [];
    expect(change?.to).toBe('fast');
    expect(change?.frees.ms).toBeCloseTo(2000, 0);
    expect(change?.frees.usd).toBeCloseTo(0.04, 12);
    expect(change?.frees.points).toBeNull();
  });

  test('an optional step can be left out, and a tool dropped', () => {
    expect(part('check')?.changes).toMatchObject([{ to: 'off' }]);
    expect(part('check')?.changes[0]?.frees.ms).toBeCloseTo(200, 0);
    expect(part('y')?.changes[0]?.frees.ms).toBeCloseTo(600, 0);
  });

  test('the other order frees the shorter tool', () => {
    expect(explained.order).toMatchObject([{ to: 'parallel' }]);
    expect(explained.order[0]?.frees.ms).toBeCloseTo(400, 0);
  });

  test('what is in parallel with something longer adds nothing', () => {
    const parallel = explain(
      whole,
      latencies,
      new Candidate(whole, latencies, choose(whole, { order: 'parallel' })),
    );
    expect(parallel.parts.find(({ name }) => name === 'x')?.ms['p95']).toBe(0);
    expect(parallel.parts.find(({ name }) => name === 'y')?.ms['p95']).toBeCloseTo(600, 0);
  });
});
