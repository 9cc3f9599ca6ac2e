import { describe, expect, test } from 'vitest';
import { quantile } from '../../src/latency/quantile.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import type { Choices } from '../../src/solver/choices.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { LatencyComposer } from '../../src/solver/latencyComposer.ts';
import type { Problem } from '../../src/solver/problem.ts';
import { loadExample, onlyProblem, problemOf } from '../support/loadText.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import { choose } from '../support/problems.ts';
import { drawOf } from '../support/sampler.ts';

const PERCENTILES = [0.5, 0.9, 0.95, 0.99] as const;

/** Printed percentiles may be off by this share. */
const TOLERANCE = 0.001;

const realtime = onlyProblem(loadExample('realtime-agent'));

/** As it runs today: everything in a row, a critic whose 8% of rejections redo the plan. */
const today: Choices = realtime.today ?? choose(realtime);

/** Low plan behind a cache that hits 30%, tools in parallel, no critic. */
const fast: Choices = {
  ...today,
  order: 'parallel',
  values: new Map([...today.values, ['plan', 'low'], ['critic', 'off'], ['plan-cache', 'on']]),
};

/** Every example's agent as it runs today, and the faster one. */
const ARCHITECTURES: readonly (readonly [string, Problem, Choices])[] = [
  ['realtime, today', realtime, today],
  ['realtime, fast', realtime, fast],
  ...['service-business', 'measured-agent'].flatMap((name) =>
    loadExample(name).problems.flatMap((problem) =>
      problem.today ? [[`${name}: ${problem.agent}`, problem, problem.today] as const] : [],
    ),
  ),
];

describe('composed percentiles are within 0.1% of a lattice of 1 ms', () => {
  test.each(ARCHITECTURES.map(([name, problem, choices]) => ({ name, problem, choices })))(
    '$name',
    ({ problem, choices }) => {
      const latencies = latencyEvaluator(problem);
      const furthest = latencies.at(choices, 'latency', 0.99) ?? 0;
      // Where a request takes minutes, the cell grows with it: still 30 times finer than what is tested.
      const size = 32_768;
      const step = Math.max(1, (1.2 * furthest) / size);
      const whole = new LatencyComposer(problem, { step, size }).endToEnd(choices);
      for (const p of PERCENTILES) {
        const exact = quantile(whole, p);
        const composed = latencies.at(choices, 'latency', p) ?? 0;
        expect(Math.abs(composed / exact - 1)).toBeLessThan(TOLERANCE);
      }
    },
  );
});

describe('a law that is narrow for its time is read within 0.1%, too', () => {
  // A batch of an hour, then so many calls of 10 to 80 ms, each at random one of two.
  const batched = (calls: number) =>
    problemOf(
      `agents: { night: { want: { deadline: 12h }, workflow: [{ step: draft }, { step: check, calls: ${calls} }] } }`,
      `prices: { m: { input: $1, output: $5, batch: 50% } }
components:
  draft: { kind: llm, model: m, tokens: { input: 100, output: 10 }, latency: 1s }
  check: { kind: other, latency: { mix: [[70%, 10ms], [30%, 80ms]] } }`,
    );
  test.each([1, 5, 40])('an hour and %d calls of milliseconds', (calls) => {
    const problem = batched(calls);
    const choices = choose(problem, { values: { draft: 'on@batch' } });
    const latencies = latencyEvaluator(problem);
    for (const p of PERCENTILES) {
      const slow = binomialQuantile(calls, 0.3, p);
      const exact = 3_600_000 + 10 * (calls - slow) + 80 * slow;
      expect(latencies.at(choices, 'latency', p)! / exact).toBeCloseTo(1, 3);
      expect(latencies.percentiles(choices, 'latency')).toMatchObject({
        [`p${p * 100}`]: expect.closeTo(latencies.at(choices, 'latency', p)!, 3),
      });
    }
  });
});

/** The least number that at least a share of draws does not exceed. */
function binomialQuantile(draws: number, chance: number, p: number): number {
  let mass = (1 - chance) ** draws;
  let sum = mass;
  let count = 0;
  while (sum < p) {
    mass *= ((draws - count) / (count + 1)) * (chance / (1 - chance));
    sum += mass;
    count += 1;
  }
  return count;
}

describe('composed percentiles are those of ten million played requests', () => {
  const REQUESTS = 5_000_000;

  test('realtime, today: one in twelve plans twice', () => {
    const draw = drawing(realtime, today);
    const tools = realtime.tools?.tools.map(({ name }) => draw(name)) ?? [];
    const [plan, retrieval, answer] = [draw('plan'), draw('retrieval'), draw('answer')];
    const critic = draw('critic');
    const once = (uniform: () => number) => {
      let inSeries = 0;
      for (const tool of tools) inSeries += tool(uniform);
      const retrieved = retrieval(uniform) + retrieval(uniform);
      return plan(uniform) + Math.max(inSeries, retrieved) + answer(uniform) + critic(uniform);
    };
    const played = play(REQUESTS, 11, (uniform) => {
      const first = once(uniform);
      return uniform() < 0.08 ? first + once(uniform) : first;
    });
    expectAgreement(realtime, today, played);
  });

  test('realtime, fast: three in ten skip the plan', () => {
    const draw = drawing(realtime, fast);
    const tools = realtime.tools?.tools.map(({ name }) => draw(name)) ?? [];
    const [plan, retrieval, answer] = [draw('plan'), draw('retrieval'), draw('answer')];
    const cache = draw('plan-cache');
    const played = play(REQUESTS, 12, (uniform) => {
      const planned = cache(uniform) + (uniform() < 0.3 ? 0 : plan(uniform));
      let longest = retrieval(uniform) + retrieval(uniform);
      for (const tool of tools) longest = Math.max(longest, tool(uniform));
      return planned + longest + answer(uniform);
    });
    expectAgreement(realtime, fast, played);
  });
});

/** Draws of what an architecture chose for a step, a tool or a shortcut. */
function drawing(
  { steps, tools, shortcuts }: Problem,
  choices: Choices,
): (name: string) => (uniform: () => number) => number {
  const inputs = new Map<string, LatencyInput>();
  for (const { name, options } of steps) {
    const chosen = options.find(({ value }) => value === choices.values.get(name));
    if (chosen) inputs.set(name, chosen.latency);
  }
  for (const { name, options } of tools?.tools ?? [])
    if (options[0]) inputs.set(name, options[0].latency);
  for (const { name, lookup } of shortcuts) inputs.set(name, lookup);
  return (name) => {
    const input = inputs.get(name);
    if (input === undefined) throw new Error(`nothing to draw for ${name}`);
    return drawOf(input);
  };
}

function play(
  requests: number,
  seed: number,
  request: (uniform: () => number) => number,
): Float64Array {
  const uniform = mulberry32(seed);
  const times = new Float64Array(requests);
  for (let i = 0; i < requests; i++) times[i] = request(uniform);
  return times.sort();
}

/** Within 0.1% beyond what chance explains: four standard errors of the sample's rank. */
function expectAgreement(problem: Problem, choices: Choices, played: Float64Array): void {
  const latencies = latencyEvaluator(problem);
  for (const p of PERCENTILES) {
    const ranks = 4 * Math.sqrt(played.length * p * (1 - p));
    const low = played[Math.floor(played.length * p - ranks)] ?? 0;
    const high = played[Math.ceil(played.length * p + ranks)] ?? Number.POSITIVE_INFINITY;
    const composed = latencies.at(choices, 'latency', p) ?? 0;
    expect(composed).toBeGreaterThan(low * (1 - TOLERANCE));
    expect(composed).toBeLessThan(high * (1 + TOLERANCE));
  }
}
