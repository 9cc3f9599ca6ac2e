import { describe, expect, it } from 'vitest';
import { accuracyOf } from '../../src/solver/accuracy.ts';
import { choicesFrom } from '../../src/solver/choices.ts';
import { answersOf } from '../support/oracle/accuracy.ts';
import { everyArchitecture, spelled } from '../support/oracle/architectures.ts';
import { readSystem } from '../support/oracle/readSystem.ts';
import { problemIn, solvedTexts } from '../support/solvedTexts.ts';

/**
 * How often an architecture answers rightly, worked out by hand: which measured row speaks for it, and
 * what it is predicted from where none does.
 */
const COMPONENTS = `
  plan:
    kind: llm
    model: large
    variants:
      slow: { effort: high, latency: 3s }
      fast: { model: small, latency: 1s, accuracy: -10pt }
      tuned: { effort: high, latency: 2s }
      odd: { model: other, latency: 2s }
      same: { model: other, latency: 2s, accuracy: 0pt }
  critic: { kind: verifier, latency: 1s, accuracy: +2pt }
  unknown: { kind: retrieval, latency: 1s }
  neutral: { kind: retrieval, latency: 1s, accuracy: 0pt }
  crm: { kind: tool, latency: 1s, accuracy: +1pt }
  web: { kind: tool, latency: 1s }
  memory: { kind: memory, latency: 10ms, accuracy: -1pt }
`;
const WORKFLOW = `
      - step: plan
      - { step: critic, optional: true }
      - { step: unknown, optional: true }
      - { step: neutral, optional: true }
      - { tools: [crm, web], order: any }
`;
const SHORTCUTS = '[{ use: memory, skips: [plan], hit: 40%, optional: true }]';

/** All on, the slow plan, no memory, all tools in series. */
const BASELINE = {
  plan: 'slow',
  critic: 'on',
  unknown: 'on',
  neutral: 'on',
  memory: 'off',
  tools: 'all',
  order: 'series',
} as const;

type Choices = Readonly<Record<string, string | readonly string[]>>;

/** What an eval makes of an architecture: by the rules, and by the solver. */
function judged(evaluation: string, change: Choices) {
  const table = `version: 1\nname: t\ncomponents:${COMPONENTS}evals:\n  e: ${evaluation}\n`;
  const spec = `version: 1
table: table.yaml
agents:
  desk:
    want: { latency: { p95: 1000s }, tools: { at_least: 0 } }
    workflow: ${WORKFLOW}
    shortcuts: ${SHORTCUTS}
`;
  const choices = spelled({ ...BASELINE, ...change });
  const system = readSystem(spec, table);
  const agent = system.agents.get('desk');
  const chosen =
    agent && everyArchitecture(agent, 'all').find(({ written }) => spelled(written) === choices);
  const own = agent && chosen && answersOf(system, agent, chosen);
  const problem = problemIn({ spec, table });
  if (own === undefined || problem === null) throw new Error(`not found: ${choices}`);
  const found = accuracyOf(problem, choicesFrom({ ...BASELINE, ...change }, problem));
  expect(found.basis).toBe(own.basis);
  if (own.value === null) expect(found.value).toBeNull();
  else expect(found.value).toBeCloseTo(own.value, 9);
  return { value: own.value, basis: own.basis };
}

const predicted = (value: number) => ({
  value: expect.closeTo(value, 6) as number,
  basis: 'predicted',
});
const measured = (value: number) => ({
  value: expect.closeTo(value, 9) as number,
  basis: 'measured',
});
const UNKNOWN = { value: null, basis: 'unknown' };

/** 0.9 in log odds, and back: what hands need to add effects. */
const odds = (share: number) => Math.log(share / (1 - share));
const share = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));

describe('what is predicted from a baseline of 90%', () => {
  const EVAL = '{ baseline: { accuracy: 90%, architecture: { plan: slow, memory: off } } }';
  const gain = (from: number, to: number) => odds(to) - odds(from);

  it.each<[of: string, change: Choices, expected: unknown]>([
    ['the baseline itself', {}, predicted(0.9)],
    ['a variant with its points: 90 − 10', { plan: 'fast' }, predicted(0.8)],
    ['a component that is removed: 90 − 2', { critic: 'off' }, predicted(0.88)],
    ['a shortcut that is added: 90 − 1', { memory: 'on' }, predicted(0.89)],
    ['a tool that is dropped: 90 − 1', { tools: ['web'] }, predicted(0.89)],
    ['a tool that states nothing', { tools: ['crm'] }, predicted(0.9)],
    ['0pt asserts that there is no effect', { neutral: 'off' }, predicted(0.9)],
    ['a variant of 0pt, though another model', { plan: 'same' }, predicted(0.9)],
    ['the same model and effort without points', { plan: 'tuned' }, predicted(0.9)],
    ['another model without points', { plan: 'odd' }, UNKNOWN],
    ['a component without points, and no tool', { unknown: 'off' }, UNKNOWN],
    ['the order of the tools', { order: 'parallel' }, predicted(0.9)],
    [
      'effects add in log odds: 79.2%, not 78',
      { plan: 'fast', critic: 'off' },
      predicted(share(odds(0.9) + gain(0.9, 0.8) + gain(0.9, 0.88))),
    ],
    [
      'three of them',
      { plan: 'fast', critic: 'off', memory: 'on' },
      predicted(share(odds(0.9) + gain(0.9, 0.8) + gain(0.9, 0.88) + gain(0.9, 0.89))),
    ],
    ['one that is unknown makes all unknown', { plan: 'fast', unknown: 'off' }, UNKNOWN],
  ])('%s', (_, change, expected) => {
    expect(judged(EVAL, change)).toEqual(expected);
  });
});

describe('what the baseline names', () => {
  it.each<[of: string, architecture: string, change: Choices, expected: unknown]>([
    [
      'the fast plan: the slow one has no points against it',
      '{ plan: fast }',
      { plan: 'slow' },
      UNKNOWN,
    ],
    ['the fast plan: it is the baseline now', '{ plan: fast }', { plan: 'fast' }, predicted(0.9)],
    ['nothing: the first variant is meant', '{}', { plan: 'fast' }, predicted(0.8)],
    ['on: the first variant, too', '{ plan: on }', { plan: 'fast' }, predicted(0.8)],
    ['no critic: having it adds', '{ critic: off }', { critic: 'on' }, predicted(0.92)],
    [
      'no critic: being without is nothing new',
      '{ critic: off }',
      { critic: 'off' },
      predicted(0.9),
    ],
    ['the memory: doing without it adds', '{ memory: on }', { memory: 'off' }, predicted(0.91)],
    ['one tool: the other adds', '{ tools: [web] }', { tools: 'all' }, predicted(0.91)],
    ['one tool by name: the same', '{ crm: off }', { tools: 'all' }, predicted(0.91)],
  ])('%s', (_, architecture, change, expected) => {
    expect(
      judged(`{ baseline: { accuracy: 90%, architecture: ${architecture} } }`, change),
    ).toEqual(expected);
  });
});

describe('which rows speak for an architecture', () => {
  const rows = (...list: readonly string[]) =>
    `{ baseline: { accuracy: 90%, architecture: { plan: slow, memory: off } }, rows: [${list.join(', ')}] }`;
  const row = (architecture: string, passed = '150/200') =>
    `{ architecture: ${architecture}, passed: ${passed} }`;

  it.each<[of: string, rows: string, change: Choices, expected: unknown]>([
    [
      'the one that names its variant',
      rows(row('{ plan: fast }')),
      { plan: 'fast' },
      measured(0.75),
    ],
    [
      'not one that names another',
      rows(row('{ plan: fast, critic: off }')),
      { plan: 'fast' },
      predicted(0.8),
    ],
    [
      'what it does not name is as in the baseline',
      rows(row('{ plan: fast }')),
      { plan: 'fast', critic: 'off' },
      predicted(share(odds(0.9) + odds(0.8) - odds(0.9) + odds(0.88) - odds(0.9))),
    ],
    [
      'the order does not matter',
      rows(row('{ plan: fast }')),
      { plan: 'fast', order: 'parallel' },
      measured(0.75),
    ],
    [
      'unless it is named',
      rows(row('{ plan: fast, order: series }')),
      { plan: 'fast', order: 'parallel' },
      predicted(0.8),
    ],
    [
      'a component of 0pt does not matter',
      rows(row('{ plan: fast }')),
      { plan: 'fast', neutral: 'off' },
      measured(0.75),
    ],
    [
      'unless it is named',
      rows(row('{ plan: fast, neutral: on }')),
      { plan: 'fast', neutral: 'off' },
      predicted(0.8),
    ],
    [
      'all tools, unless it names fewer',
      rows(row('{ plan: fast }')),
      { plan: 'fast', tools: ['crm'] },
      predicted(0.8),
    ],
    [
      'tools by their list',
      rows(row('{ plan: fast, tools: [crm] }')),
      { plan: 'fast', tools: ['crm'] },
      measured(0.75),
    ],
    [
      'tools by name, on or off',
      rows(row('{ plan: fast, web: off }')),
      { plan: 'fast', tools: ['crm'] },
      measured(0.75),
    ],
    ['a shortcut that is on', rows(row('{ memory: on }')), { memory: 'on' }, measured(0.75)],
    [
      'shortcuts are off where none is named',
      rows(row('{ plan: fast }')),
      { plan: 'fast', memory: 'on' },
      predicted(share(odds(0.8) + odds(0.89) - odds(0.9))),
    ],
    [
      'several are pooled: 150 of 200 and 90 of 100',
      rows(row('{ plan: fast }'), row('{ plan: fast }', '90/100')),
      { plan: 'fast' },
      measured(0.8),
    ],
    [
      'pooled whatever else they name',
      rows(row('{ plan: fast }'), row('{ plan: fast, critic: on }', '90/100')),
      { plan: 'fast' },
      measured(0.8),
    ],
    ['a row beats an unknown effect', rows(row('{ plan: odd }')), { plan: 'odd' }, measured(0.75)],
  ])('%s', (_, evaluation, change, expected) => {
    expect(judged(evaluation, change)).toEqual(expected);
  });
});

describe('tasks', () => {
  const EVAL =
    '{ baseline: { accuracy: 90%, architecture: { plan: slow, memory: off } }, tasks: { easy: 75%, hard: 25% }, rows: [{ architecture: { plan: fast }, passed: { easy: 90/100, hard: 40/100 } }, { architecture: { plan: odd }, passed: { easy: 90/100 } }] }';

  it('weigh by their share of the traffic: 0.75 · 90 + 0.25 · 40', () => {
    expect(judged(EVAL, { plan: 'fast' })).toEqual(measured(0.775));
  });

  it('that a row lacks leave it without an overall figure', () => {
    expect(judged(EVAL, { plan: 'odd' })).toEqual(UNKNOWN);
  });
});

describe('one component as two steps', () => {
  it('has its effect spread evenly over them, so that both together have it in full', () => {
    const table = `version: 1
name: t
components:
  look: { kind: llm, variants: { slow: { latency: 2s }, fast: { latency: 1s, accuracy: -10pt } } }
evals: { e: { baseline: { accuracy: 90%, architecture: { look: slow } } } }
`;
    const spec = `version: 1
table: table.yaml
agents:
  desk:
    want: { latency: { p95: 1000s } }
    workflow: [{ step: look }, { step: again, component: look }]
`;
    const values = new Map(
      (solvedTexts({ spec, table })?.feasible ?? []).map(({ choices, accuracy }) => [
        `${String(choices['look'])} ${String(choices['again'])}`,
        accuracy.value,
      ]),
    );
    expect(values.get('slow slow')).toBeCloseTo(0.9, 9);
    expect(values.get('fast fast')).toBeCloseTo(0.8, 9);
    const half = share((odds(0.9) + odds(0.8)) / 2);
    expect(values.get('fast slow')).toBeCloseTo(half, 9);
    expect(values.get('slow fast')).toBeCloseTo(half, 9);
  });
});
