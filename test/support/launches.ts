import { leafOf } from '../../src/latency/leafOf.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import type { Choices } from '../../src/solver/choices.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { CallCost, Option, Problem, Step } from '../../src/solver/problem.ts';
import type { ObservedRequest, ObservedRun } from '../../src/trust/observed.ts';
import { NO_GROUNDS } from '../../src/trust/verify/grounds.ts';
import type { Launch, TaskResult } from '../../src/trust/verify/verifyAgent.ts';
import { PROBLEM as OTHER } from './dependentTraces.ts';
import { mulberry32 } from './mulberry32.ts';

/** A launch of a made-up agent: plan, up to two lookups, an answer that streams. */
export interface LaunchOptions {
  readonly n: number;
  readonly seed: number;
  /** Every time is this many times as long as signed. */
  readonly slower?: number;
  /** Items of the new eval. */
  readonly items?: number;
}

const LAWS = {
  plan: { kind: 'range', low: 600, high: 2600 },
  lookup: { kind: 'range', low: 250, high: 1800 },
  answer: { kind: 'range', low: 1200, high: 5200 },
  firstToken: { kind: 'range', low: 200, high: 900 },
} as const satisfies Record<string, LatencyInput>;

const LOOKUPS = [
  { count: 0, share: 0.3 },
  { count: 1, share: 0.5 },
  { count: 2, share: 0.2 },
];

/** Mean tokens a call; single calls scatter log-normally. */
const TOKENS = { plan: { input: 3000, output: 150 }, answer: { input: 5000, output: 400 } };
const SCATTER = 0.5;

const ERRORS = { plan: 0.01, lookup: 0.02, answer: 0.01 } as const;

const PRICE = { input: 1e-6, cached: null, write5m: null, write1h: null, output: 5e-6, above: [] };

const ACCURACY = { easy: { weight: 0.6, share: 0.9 }, hard: { weight: 0.4, share: 0.75 } };

function call(tokens: { readonly input: number; readonly output: number } | null): CallCost {
  const none = { prefix: 0, cached: 0, written: 0, written1h: 0, reasoning: 0 };
  return {
    cost: tokens === null ? 0.0004 : 0,
    model: tokens === null ? null : 'm',
    price: tokens === null ? null : PRICE,
    tokens: { ...none, input: tokens?.input ?? 0, output: tokens?.output ?? 0 },
    tokensKnown: true,
  };
}

function step(name: 'plan' | 'lookup' | 'answer', over: Partial<Step> = {}): Step {
  const option: Option = {
    value: 'on',
    latency: LAWS[name],
    ttft: name === 'answer' ? LAWS.firstToken : null,
    call: call(name === 'lookup' ? null : TOKENS[name]),
    fixedCost: 0,
    saves: 0,
    effect: [],
  };
  return {
    name,
    component: name,
    kind: name === 'lookup' ? 'retrieval' : 'llm',
    options: [option],
    optional: false,
    offEffect: [],
    chance: 1,
    calls: [{ count: 1, share: 1 }],
    streams: name === 'answer',
    showsProgress: name === 'plan',
    onReject: null,
    guards: null,
    ...over,
  };
}

const SIGNED_PROBLEM: Problem = {
  ...OTHER,
  workflow: {
    kind: 'sequence',
    items: ['plan', 'lookup', 'answer'].map((name) => ({ kind: 'step' as const, step: name })),
  },
  steps: [step('plan'), step('lookup', { calls: LOOKUPS }), step('answer')],
  tools: null,
};

const CHOICES: Choices = {
  values: new Map([
    ['plan', 'on'],
    ['lookup', 'on'],
    ['answer', 'on'],
  ]),
  tools: [],
  order: 'series',
};

const cost = ({ input, output }: { readonly input: number; readonly output: number }): number =>
  input * PRICE.input + output * PRICE.output;

const MEAN_LOOKUPS = LOOKUPS.reduce((sum, { count, share }) => sum + count * share, 0);

/** What was signed is what is true of a launch that is as slow as signed: the hardest to tell from worse. */
const SIGNED: Launch['signed'] = (() => {
  const evaluator = latencyEvaluator(SIGNED_PROBLEM);
  const at = (corner: 'latency' | 'ttft' | 'progress', p: number) =>
    evaluator.at(CHOICES, corner, p)!;
  return {
    choices: CHOICES,
    latency: { p50: at('latency', 0.5), p95: at('latency', 0.95), p99: at('latency', 0.99) },
    ttft: { p95: at('ttft', 0.95) },
    progress: { p95: at('progress', 0.95) },
    accuracy: Object.values(ACCURACY).reduce((sum, { weight, share }) => sum + weight * share, 0),
    costPerRequest: cost(TOKENS.plan) + cost(TOKENS.answer) + 0.0004 * MEAN_LOOKUPS,
  };
})();

/** Traces and eval results of a launch in which everything but the speed is as signed. */
export function launch({ n, seed, slower = 1, items = 1600 }: LaunchOptions): Launch {
  const random = mulberry32(seed);
  return {
    problem: SIGNED_PROBLEM,
    signed: SIGNED,
    requests: Array.from({ length: n }, () => request(random, slower)),
    grounds: {
      ...NO_GROUNDS,
      errors: (component) => ({ value: ERRORS[component as keyof typeof ERRORS], n: Infinity }),
    },
    priceOf: () => null,
    evals: Object.entries(ACCURACY).map(([task, { weight, share }]): TaskResult => {
      const total = Math.round(items * weight);
      const passed = Array.from({ length: total }, () => Number(random() < share));
      return { task, weight, total, passed: passed.reduce((sum, one) => sum + one, 0) };
    }),
  };
}

const leaves = new Map(Object.entries(LAWS).map(([name, law]) => [name, leafOf(law)]));

function request(random: () => number, slower: number): ObservedRequest {
  const time = (name: keyof typeof LAWS) => slower * leaves.get(name)!.quantile(random());
  const runs: ObservedRun[] = [];
  let at = 0;
  const run = (component: 'plan' | 'lookup' | 'answer'): void => {
    const durationMs = time(component);
    runs.push({
      component,
      model: component === 'lookup' ? null : 'm',
      effort: null,
      variant: component === 'lookup' ? null : 'on',
      startMs: at,
      endMs: at + durationMs,
      durationMs,
      failed: random() < ERRORS[component],
      tokens: component === 'lookup' ? null : tokens(TOKENS[component], random),
    });
    at += durationMs;
  };
  run('plan');
  const progressMs = at;
  const lookups = random();
  for (let k = lookups < 0.3 ? 0 : lookups < 0.8 ? 1 : 2; k > 0; k--) run('lookup');
  const ttftMs = at + time('firstToken');
  run('answer');
  return { agent: 'made-up', startedMs: 0, failed: false, latencyMs: at, ttftMs, progressMs, runs };
}

function tokens(
  mean: { readonly input: number; readonly output: number },
  random: () => number,
): ObservedRun['tokens'] {
  const scattered = (of: number) =>
    of * Math.exp(SCATTER * normalQuantile(random()) - SCATTER ** 2 / 2);
  return {
    input: scattered(mean.input),
    cached: 0,
    written: 0,
    output: scattered(mean.output),
    reasoning: 0,
  };
}
