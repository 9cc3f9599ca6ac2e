import { describe, expect, it } from 'vitest';
import type { LoadedSpec } from '../../../src/spec/load.ts';
import { DESK_TABLE, filled, findingsFor, plain } from '../../support/forms.ts';

/**
 * The rest of what a spec says of an agent. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('hosts', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }]
    hosts: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  it.each(['[api]', '[api, api]'])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '[api, a100]',
      'warning missing-key [hosts] without traffic nobody knows how many GPUs it takes: GPU hosts are left out → add traffic: { conversations: 1500/month }',
    ],
    ['[]', 'wrong-value [[]] agents.desk.hosts must not be empty'],
    [
      'api',
      'wrong-type [api] agents.desk.hosts must be a list, but is the text "api" → write a list, as in [api]',
    ],
    ['[API]', 'unknown-name [API] there is no host "API" → did you mean "api"?'],
    ['[a1000]', 'unknown-name [a1000] there is no host "a1000" → did you mean "a100"?'],
    [
      '[h100-sxm]',
      'unknown-name [h100-sxm] there is no host "h100-sxm" → did you mean "h100-spot"?',
    ],
    ['null', 'wrong-type [null] agents.desk.hosts must be a list, but is empty'],
    [
      '[5]',
      'wrong-type [5] agents.desk.hosts[0] must be text, but is the number 5 → put it in quotes: "5"',
    ],
    ['{ api: true }', 'wrong-type [{ api: true }] agents.desk.hosts must be a list, but is a map'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('caching', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }]
    caching: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  it.each(['on', 'off', '"on"'])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    ['true', 'wrong-value [true] agents.desk.caching must be on or off, but is true'],
    ['yes', 'wrong-value [yes] agents.desk.caching must be on or off, but is the text "yes"'],
    ['null', 'wrong-value [null] agents.desk.caching must be on or off, but is empty'],
    ['auto', 'wrong-value [auto] agents.desk.caching must be on or off, but is the text "auto"'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('today', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }]
    today: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.today);

  it.each<[form: string, reads: unknown]>([
    ['{ plan: slow }', { values: { plan: 'slow' }, tools: [], order: 'series' }],
    [
      '{ plan: fast, tools: all, order: series }',
      { values: { plan: 'fast' }, tools: [], order: 'series' },
    ],
    ['{}', { values: { plan: 'fast' }, tools: [], order: 'series' }],
    ['{ plan: on }', { values: { plan: 'fast' }, tools: [], order: 'series' }],
    ['{ tools: all }', { values: { plan: 'fast' }, tools: [], order: 'series' }],
    ['{ order: series }', { values: { plan: 'fast' }, tools: [], order: 'series' }],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '{ plan: medium }',
      'unknown-name [medium] plan has no variant "medium" that can run → one of: fast, slow',
    ],
    [
      '{ plann: slow }',
      'unknown-name [plann] the workflow has no step "plann" → did you mean "plan"?',
    ],
    [
      '{ plan: [slow] }',
      'wrong-value [[slow]] plan runs in one way, and here is a list → one of: fast, slow',
    ],
    [
      '{ plan: off }',
      'unknown-name [off] plan is not optional in this workflow → one of: fast, slow',
    ],
    ['{ tools: [crm] }', 'unknown-name [[crm]] the workflow has no tool "crm"'],
    ['{ tools: none }', 'wrong-value [none] tools is all or a list of names, not "none"'],
    ['{ order: random }', 'wrong-value [random] order is series or parallel, not "random"'],
    [
      '{ plan: slow@api }',
      'unknown-name [slow@api] plan has no variant "slow@api" that can run → one of: fast, slow',
    ],
    [
      '{ plan: 5 }',
      'wrong-type [5] agents.desk.today.plan must be text or a list, but is the number 5',
    ],
    ['{ plan: true }', 'wrong-type [true] a choice is written on, not true'],
    ['slow', 'wrong-type [slow] agents.desk.today must be a map, but is the text "slow"'],
    ['null', 'wrong-type [null] agents.desk.today must be a map, but is empty'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('investments', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }]
    investments: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  it.each([
    '{ better: { quarters: 1, accuracy: +1..+3pt } }',
    '{ faster: { quarters: 2, component: plan, faster: 50%, cheaper: 60% } }',
    '{ cache: { quarters: 3, skips: [plan], hit: 40%, lookup: 20ms } }',
    '{}',
  ])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    ['{ x: {} }', 'missing-key [x] missing key "quarters" in agents.desk.investments.x'],
    [
      '{ x: { quarters: 1 } }',
      'missing-key [x] nothing is claimed of "x" → as in accuracy: +2pt, or component: plan, faster: 30%',
    ],
    [
      '{ x: { quarters: 0, accuracy: +1pt } }',
      'wrong-value [0] agents.desk.investments.x.quarters must be more than 0, but is the number 0',
    ],
    [
      '{ x: { quarters: 41, accuracy: +1pt } }',
      'wrong-value [41] agents.desk.investments.x.quarters must be at most 40, but is the number 41',
    ],
    [
      '{ x: { quarters: Q1, accuracy: +1pt } }',
      'wrong-type [Q1] agents.desk.investments.x.quarters must be a number, but is the text "Q1"',
    ],
    [
      '{ x: { quarters: 1, faster: 50% } }',
      'missing-key [x] what does "x" make faster or cheaper? → as in component: plan',
    ],
    [
      '{ x: { quarters: 1, component: plan } }',
      'missing-key [x] nothing is claimed of "x" → as in accuracy: +2pt, or component: plan, faster: 30%',
    ],
    [
      '{ x: { quarters: 1, component: plann, faster: 50% } }',
      'unknown-name [plann] this workflow does not use "plann" → did you mean "plan"?',
    ],
    [
      '{ x: { quarters: 1, skips: [plan] } }',
      'missing-key [x] a lookup needs both, the steps it skips and its hit rate → as in skips: [plan], hit: 30%',
    ],
    [
      '{ x: { quarters: 1, hit: 40%, lookup: 20ms } }',
      'missing-key [x] a lookup needs both, the steps it skips and its hit rate → as in skips: [plan], hit: 30%',
    ],
    [
      '{ x: { quarters: 1, skips: [plna], hit: 40%, lookup: 20ms } }',
      'unknown-name [plna] the workflow has no step "plna" → did you mean "plan"?',
    ],
    [
      '{ x: { quarters: 1, accuracy: 3% } }',
      'wrong-unit [3%] "3%" is in percent; a change of accuracy is in points: write 3pt',
    ],
    [
      '{ x: { quarters: 1, accuracy: +50pt } }',
      'accuracy-out-of-range [+50pt] what is claimed of "x" would take the baseline outside 0..100% → claim less, or state what is left to gain',
    ],
    ['[]', 'wrong-type [[]] agents.desk.investments must be a map, but is a list'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('accepted', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
    accepted: @@
`,
    table: `components:
  plan: { kind: llm, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  it.each<[form: string, ...said: string[]]>([
    [
      '{}',
      'missing-key [accepted] missing key "choices" in agents.desk.accepted',
      'missing-key [accepted] missing key "date" in agents.desk.accepted',
      'missing-key [accepted] missing key "statement" in agents.desk.accepted',
    ],
    [
      '{ date: 20 November, statement: x, choices: {} }',
      'wrong-value [20 November] a date is written as 2026-07-01',
    ],
    [
      '{ date: 2026-11-20, statement: x, choices: { plan: fast }, latency: { p95: 2 } }',
      'wrong-unit [2] "2" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ date: 2026-11-20, statement: x, choices: { plan: fast }, accuracy: 0.84 }',
      'wrong-unit [0.84] "0.84" has no unit; a share takes %, as in 84%',
    ],
    [
      '{ date: 2026-11-20, statement: x, choices: { plan: fast }, cost: { per_request: 0.01 } }',
      'wrong-unit [0.01] "0.01" has no dollar sign; write $0.01',
    ],
    [
      '{ date: 2026-11-20, statement: x, choices: { plan: fast }, by: lead }',
      'wrong-type [lead] agents.desk.accepted.by must be a map, but is the text "lead"',
    ],
    [
      '{ date: 2026-11-20, statement: x, choices: { plan: fast }, whi: {} }',
      'unknown-key [whi] unknown key "whi" in agents.desk.accepted → did you mean "why"?',
    ],
    ['yes', 'wrong-type [yes] agents.desk.accepted must be a map, but is the text "yes"'],
    ['null', 'wrong-type [null] agents.desk.accepted must be a map, but is empty'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('agents', () => {
  const frame = {
    spec: `@@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  it.each<[form: string, ...said: string[]]>([
    ['agents: {}', 'wrong-value [{}] a spec has at least one agent'],
    ['agents: null', 'wrong-type [null] agents must be a map, but is empty'],
    ['agents: []', 'wrong-type [[]] agents must be a map, but is a list'],
    [
      'agent: {}',
      'unknown-key [agent] unknown key "agent" at the top level → did you mean "agents"?',
    ],
    [
      'agents: { desk: {} }',
      'missing-key [desk] missing key "want" in agents.desk',
      'missing-key [desk] missing key "workflow" in agents.desk',
    ],
    ['agents: { desk: null }', 'wrong-type [null] agents.desk must be a map, but is empty'],
    ['agents: { desk: { want: {} } }', 'missing-key [desk] missing key "workflow" in agents.desk'],
    [
      'agents: { desk: { workflow: [{ step: plan }] } }',
      'missing-key [desk] missing key "want" in agents.desk',
    ],
    [
      'agents: { desk: { want: {}, workflow: [{ step: plan }], flow: 1 } }',
      'unknown-key [flow] unknown key "flow" in agents.desk → valid keys: today, want, workflow, shortcuts, investments, traffic, wrong_answer, escalate, patience, hosts, caching, accepted',
    ],
    [
      'agents: { desk: { wants: {}, workflows: [{ step: plan }] } }',
      'unknown-key [wants] unknown key "wants" in agents.desk → did you mean "want"?',
      'unknown-key [workflows] unknown key "workflows" in agents.desk → did you mean "workflow"?',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('top of a spec', () => {
  const frame = {
    spec: `@@
agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `components:
  plan: { kind: llm, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  it.each<[form: string, ...said: string[]]>([
    ['version: 2', 'duplicate-key [version] duplicate key "version", already given on line 1'],
    [
      'agent: x',
      'unknown-key [agent] unknown key "agent" at the top level → did you mean "agents", which is there already?',
    ],
    ['table: other.yaml', 'duplicate-key [table] duplicate key "table", already given on line 2'],
    [
      'name: x',
      'unknown-key [name] unknown key "name" at the top level → valid keys: version, table, agents',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
