import { performance } from 'node:perf_hooks';
import { chooseLattice } from '../src/latency/horizon.ts';
import { spaceSize } from '../src/solver/enumerate.ts';
import { LatencyComposer } from '../src/solver/latencyComposer.ts';
import type { Effect, Limits, Option, Problem } from '../src/solver/problem.ts';
import { type Clocks } from '../src/solver/search/clocks.ts';
import { type MostTools, mostTools } from '../src/solver/search/mostTools.ts';
import { pool } from '../src/solver/search/pool.ts';
import { mulberry32 } from '../test/support/mulberry32.ts';
import {
  accuracyModel,
  base,
  fee,
  option,
  problem,
  range,
  shortcut,
  step,
  tool,
  tools as toolGroup,
} from '../test/support/problems.ts';

/**
 * Agents as teams build them (a memory shortcut, a plan, tools, retrieval twice, a guardrail, an answer
 * that a verifier may have redone): the frontier at all tools, and how many tools could be kept under
 * nine settings of the limits. One thread, warm.
 */

const P = 0.95;
const CELLS = 256;
const HORIZON = 32_000;
const QUESTIONS = [{ corner: 'latency' as const, p: P }];

const around = (ms: number, spread: number) => range(ms / spread, ms * spread);

function effectOf(mid: number): Effect {
  return [{ mid, sd: 0.1 }];
}

function way(value: string, ms: number, cost: number, mid: number): Option {
  return option(value, around(ms, 1.6), { call: fee(cost), effect: effectOf(mid) });
}

/** Dearer models are slower and better. */
function models(random: () => number, count: number, ms: number, cost: number): Option[] {
  return Array.from({ length: count }, (_, index) => {
    const place = (index + 1) / count;
    return way(
      `m${index}`,
      ms * place * (0.8 + 0.4 * random()),
      cost * place * (0.7 + 0.6 * random()),
      -1.5 * (1 - place) * (0.8 + 0.4 * random()),
    );
  });
}

type Scores = 'flat' | 'some' | 'acc';

function agent(tools: number, scores: Scores, size: number): Problem {
  const random = mulberry32(tools * 31 + scores.length * 7 + size);
  const plan = step('plan', models(random, size, 3000, 0.01));
  const after = [
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
  const list = Array.from({ length: tools }, (_, index) => {
    const chance = 0.05 + 0.5 * random();
    const hasEffect = scores === 'acc' || (scores === 'some' && random() < 0.35);
    return tool(`t${index}`, [way('on', 200 + 1500 * random(), 0.0002 + 0.002 * random(), 0)], {
      usedBy: chance,
      chance,
      keptEffect: effectOf(0),
      droppedEffect: effectOf(hasEffect ? -0.3 * random() : 0),
    });
  });
  return problem([plan, toolGroup(list, ['series', 'parallel']), ...after], {
    agent: `${tools} tools`,
    shortcuts: [
      shortcut('memory', ['plan'], 0.4, around(60, 1.5), {
        call: fee(0.0001),
        onEffect: effectOf(-0.05),
        offEffect: effectOf(0),
      }),
    ],
    accuracy: accuracyModel({ bases: [base(0.9, null)] }),
  });
}

function clocksOf(space: Problem): Clocks {
  return new Map([['latency', new LatencyComposer(space, chooseLattice(HORIZON, CELLS))]]);
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
    const space = agent(tools, scores, 5);
    pool(space, clocksOf(space), QUESTIONS);
    const started = performance.now();
    const found = pool(space, clocksOf(space), QUESTIONS)?.choices ?? [];
    const ms = performance.now() - started;
    const times: number[] = [];
    const kept: string[] = [];
    for (const latency of SETTINGS) {
      for (const atLeast of FLOORS) {
        const limits: Limits = {
          ...space.limits,
          latency,
          accuracy: { atLeast, tasks: new Map() },
          cost: { perRequest: 0.03, perConversation: null, perMonth: null },
        };
        const began = performance.now();
        const best = mostTools(space, limits, clocksOf(space));
        times.push(performance.now() - began);
        kept.push(show(best));
      }
    }
    times.sort((a, b) => a - b);
    const middle = times[4] ?? 0;
    console.log(
      `${String(tools).padStart(5)} ${scores.padEnd(6)} ${spaceSize(space).withTools.toExponential(1).padStart(14)} ${String(found.length).padStart(9)} ${ms.toFixed(0).padStart(6)} ${middle.toFixed(0).padStart(22)} ${(times[8] ?? 0).toFixed(0).padStart(5)}  ${kept.join(' ')}`,
    );
  }
}
