import type { Choices } from '../../src/solver/choices.ts';
import type { Problem } from '../../src/solver/problem.ts';
import {
  choose,
  type Flow,
  mix,
  option,
  point,
  problem,
  range,
  shortcut,
  step,
  tool,
  tools,
} from './problems.ts';

/** One architecture of one problem. */
export interface Example {
  readonly problem: Problem;
  readonly choices: Choices;
}

const TWICE_OR_MORE = [
  { count: 1, share: 0.6 },
  { count: 2, share: 0.3 },
  { count: 3, share: 0.1 },
];

const plan = step('plan', range(800, 2000), { showsProgress: true });
const answer = step('answer', [option('on', range(500, 1500), { ttft: range(150, 400) })], {
  streams: true,
});
const check = (times: number, redo = 'plan') =>
  step('check', range(200, 600), { onReject: { redo, chance: 0.2, times } });

const catalog = (order: 'series' | 'parallel') =>
  tools(
    [
      tool('crm', range(600, 900), { chance: 0.34, calls: TWICE_OR_MORE }),
      tool('calendar', [option('live', range(300, 700)), option('cached', range(20, 60))]),
      tool('search', mix([0.9, range(150, 400)], [0.1, point(1500)]), { chance: 0.7 }),
    ],
    [order],
  );

const retrieval = step('retrieval', mix([0.92, range(200, 400)], [0.08, point(1500)]), {
  calls: [{ count: 2, share: 1 }],
});

function example(
  flow: readonly Flow[],
  shortcuts: Problem['shortcuts'] = [],
  given: Parameters<typeof choose>[1] = {},
): Example {
  const whole = problem(flow, { shortcuts });
  return { problem: whole, choices: choose(whole, given) };
}

const memory = (skips: readonly string[], hit = 0.25) =>
  shortcut('memory', skips, hit, range(200, 400));
const cache = (skips: readonly string[], hit = 0.3) => shortcut('cache', skips, hit, range(5, 20));

/** One workflow for each rule of latency, and some for their meeting. */
export const WORKFLOWS: Readonly<Record<string, Example>> = {
  'tools in series, by chance, with repeated calls': example([plan, catalog('series'), answer]),
  'tools in parallel, one on its second variant': example([plan, catalog('parallel'), answer], [], {
    values: { calendar: 'cached' },
  }),
  'nested parallel and sequence beside the tools': example([
    plan,
    {
      parallel: [
        [catalog('parallel')],
        [
          retrieval,
          { parallel: [[step('rerank', range(50, 200))], [step('embed', range(80, 150))]] },
          { sequence: [step('filter', range(10, 30), { chance: 0.5 })] },
        ],
      ],
    },
    answer,
  ]),
  'a step by chance and a step by call distribution': example([
    step('guard', range(100, 300), { chance: 0.4 }),
    step('plan', range(500, 900), { calls: TWICE_OR_MORE }),
    answer,
  ]),
  'a verifier that rejects once': example([plan, answer, check(1)]),
  'a verifier that rejects up to three times, itself by chance': example([
    plan,
    catalog('series'),
    { ...check(3), chance: 0.7 },
    answer,
  ]),
  'a loop within a loop': example([
    plan,
    step('draft', range(300, 900)),
    step('lint', range(50, 150), { onReject: { redo: 'draft', chance: 0.3, times: 2 } }),
    check(2),
    answer,
  ]),
  'a verifier that is off': example([plan, { ...check(2), optional: true }, answer], [], {
    values: { check: 'off' },
  }),
  'shortcuts to the same step, the first listed first': example(
    [plan, retrieval, answer],
    [cache(['plan']), memory(['plan'])],
  ),
  'overlapping shortcuts': example(
    [plan, catalog('series'), retrieval, answer],
    [memory(['tools', 'retrieval']), cache(['plan', 'tools'])],
  ),
  'a shortcut past the tools inside a block': example(
    [plan, { parallel: [[catalog('series')], [retrieval]] }, answer],
    [memory(['tools'], 0.5)],
  ),
  'a shortcut past plan and block, and a loop that ignores it': example(
    [
      { ...plan, showsProgress: false },
      { parallel: [[catalog('parallel')], [retrieval]] },
      step('draft', range(400, 900)),
      check(1),
      answer,
    ],
    [memory(['plan', 'tools', 'retrieval'], 0.4), cache(['plan'])],
  ),
};
