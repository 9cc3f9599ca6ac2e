import { performance } from 'node:perf_hooks';
import { chooseLattice } from '../src/latency/horizon.ts';
import type { LatencyInput } from '../src/latency/latencyInput.ts';
import { spaceSize } from '../src/solver/enumerate.ts';
import { LatencyComposer, Leaves } from '../src/solver/latencyComposer.ts';
import type { Effect, Limits, Option, Problem, Step, Tool } from '../src/solver/problem.ts';
import { type Clocks } from '../src/solver/search/clocks.ts';
import { type MostTools, mostTools } from '../src/solver/search/mostTools.ts';
import { pool } from '../src/solver/search/pool.ts';

/**
 * Agents as teams build them (a memory shortcut, a plan, tools, retrieval twice, a guardrail, an answer
 * that a verifier may have redone): the frontier at all tools, and how many tools could be kept under
 * nine settings of the limits. One thread, warm.
 */

const P = 0.95;
const CELLS = 256;
const HORIZON = 32_000;
const QUESTIONS = [{ corner: 'latency' as const, p: P }];

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function range(ms: number, spread: number): LatencyInput {
  return { kind: 'range', low: ms / spread, high: ms * spread };
}

function effectOf(mid: number): Effect {
  return [{ mid, sd: 0.1 }];
}

function option(value: string, ms: number, cost: number, mid: number): Option {
  return {
    value,
    latency: range(ms, 1.6),
    ttft: null,
    call: {
      cost,
      model: null,
      price: null,
      tokens: { input: 0, prefix: 0, cached: 0, written: 0, written1h: 0, output: 0, reasoning: 0 },
      tokensKnown: true,
    },
    fixedCost: 0,
    saves: 0,
    effect: effectOf(mid),
  };
}

/** Dearer models are slower and better. */
function models(random: () => number, count: number, ms: number, cost: number): Option[] {
  return Array.from({ length: count }, (_, index) => {
    const place = (index + 1) / count;
    return option(
      `m${index}`,
      ms * place * (0.8 + 0.4 * random()),
      cost * place * (0.7 + 0.6 * random()),
      -1.5 * (1 - place) * (0.8 + 0.4 * random()),
    );
  });
}

function step(name: string, options: Option[], more: Partial<Step> = {}): Step {
  return {
    name,
    component: name,
    kind: 'llm',
    options,
    optional: false,
    offEffect: null,
    chance: 1,
    calls: [{ count: 1, share: 1 }],
    streams: false,
    showsProgress: false,
    onReject: null,
    guards: null,
    ...more,
  };
}

type Scores = 'flat' | 'some' | 'acc';

function agent(tools: number, scores: Scores, size: number): Problem {
  const random = mulberry32(tools * 31 + scores.length * 7 + size);
  const steps = [
    step('plan', models(random, size, 3000, 0.01)),
    step('retrieval', models(random, 3, 300, 0.001), {
      calls: [{ count: 2, share: 1 }],
      optional: true,
      offEffect: effectOf(-0.4),
    }),
    step('guardrail', models(random, 2, 250, 0.0005), {
      optional: true,
      offEffect: effectOf(-0.1),
    }),
    step('answer', models(random, size, 4000, 0.012)),
    step('verifier', models(random, 3, 900, 0.003), {
      kind: 'verifier',
      optional: true,
      offEffect: effectOf(-0.3),
      onReject: { redo: 'answer', chance: 0.07, times: 1 },
    }),
  ];
  const list: Tool[] = Array.from({ length: tools }, (_, index) => {
    const chance = 0.05 + 0.5 * random();
    const hasEffect = scores === 'acc' || (scores === 'some' && random() < 0.35);
    return {
      name: `t${index}`,
      options: [option('on', 200 + 1500 * random(), 0.0002 + 0.002 * random(), 0)],
      usedBy: chance,
      chance,
      calls: [{ count: 1, share: 1 }],
      keptEffect: effectOf(0),
      droppedEffect: effectOf(hasEffect ? -0.3 * random() : 0),
    };
  });
  return {
    agent: `${tools} tools`,
    workflow: {
      kind: 'sequence',
      items: [
        { kind: 'step', step: 'plan' },
        { kind: 'tools' },
        { kind: 'step', step: 'retrieval' },
        { kind: 'step', step: 'guardrail' },
        { kind: 'step', step: 'answer' },
        { kind: 'step', step: 'verifier' },
      ],
    },
    steps,
    tools: { tools: list, orders: ['series', 'parallel'], sets: null },
    shortcuts: [
      {
        name: 'memory',
        skips: ['plan'],
        hit: 0.4,
        optional: true,
        lookup: range(60, 1.5),
        call: option('on', 1, 0.0001, 0).call,
        fixedCost: 0,
        onEffect: effectOf(-0.05),
        offEffect: effectOf(0),
      },
    ],
    limits: {
      latency: null,
      ttft: null,
      progress: null,
      deadline: false,
      accuracy: null,
      tools: { kind: 'all' },
      toolsStated: false,
      cost: null,
    },
    accuracy: {
      eval: 'bench',
      bases: [{ name: '', weight: 1, accuracy: 0.9, counts: null }],
      byTask: false,
      constant: [{ mid: 0, sd: 0 }],
      rows: [],
    },
    traffic: { requests: null, requestsInTwelveMonths: null, turns: 1 },
    people: { wrongAnswer: null, escalate: null },
    measured: null,
    today: null,
  };
}

function clocksOf(problem: Problem): Clocks {
  return new Map([
    ['latency', new LatencyComposer(problem, chooseLattice(HORIZON, CELLS), new Leaves())],
  ]);
}

/** Tools kept; with a bound where the search was not exact. */
function show(found: MostTools | null): string {
  if (found === null) return '?';
  const kept = found.choices[0] === undefined ? '–' : String(found.choices[0].tools.length);
  return found.atMost === null ? kept : `${kept}..${found.atMost.tools}`;
}

const SETTINGS: readonly Limits['latency'][] = [4500, 6000, 8000].map((ms) => [{ p: P, ms }]);
const FLOORS = [0.6, 0.7, 0.8];

console.log('tools scores  architectures  frontier     ms  most tools: median ms   max  kept');
for (const tools of [6, 12, 20, 40]) {
  for (const scores of ['flat', 'some', 'acc'] as const) {
    const problem = agent(tools, scores, 5);
    pool(problem, clocksOf(problem), QUESTIONS);
    const started = performance.now();
    const found = pool(problem, clocksOf(problem), QUESTIONS)?.choices ?? [];
    const ms = performance.now() - started;
    const times: number[] = [];
    const kept: string[] = [];
    for (const latency of SETTINGS) {
      for (const atLeast of FLOORS) {
        const limits: Limits = {
          ...problem.limits,
          latency,
          accuracy: { atLeast, tasks: new Map() },
          cost: { perRequest: 0.03, perConversation: null, perMonth: null },
        };
        const began = performance.now();
        const best = mostTools(problem, limits, clocksOf(problem));
        times.push(performance.now() - began);
        kept.push(show(best));
      }
    }
    times.sort((a, b) => a - b);
    const middle = times[4] ?? 0;
    console.log(
      `${String(tools).padStart(5)} ${scores.padEnd(6)} ${spaceSize(problem).withTools.toExponential(1).padStart(14)} ${String(found.length).padStart(9)} ${ms.toFixed(0).padStart(6)} ${middle.toFixed(0).padStart(22)} ${(times[8] ?? 0).toFixed(0).padStart(5)}  ${kept.join(' ')}`,
    );
  }
}
