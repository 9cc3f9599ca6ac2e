import { describe, expect, test } from 'vitest';
import { loadText } from '../support/loadText.ts';

/** A spec in which everything is right; a case replaces one line of it. */
const SPEC = `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow:
      - { step: plan }
      - { tools: [crm, web], order: any }
      - { step: critic, optional: true, on_reject: { redo: plan, chance: 6% } }
    shortcuts:
      - { use: memory, skips: [plan, tools], hit: 30%, optional: true }
`;

const TABLE = `components:
  plan: { kind: llm, variants: { fast: { latency: 1-2s }, slow: { latency: 3-5s } } }
  critic: { kind: verifier, latency: 1-2s }
  crm: { kind: tool, latency: 1s }
  web: { kind: tool, latency: 2s }
  memory: { kind: memory, latency: 20-50ms }
  silent: { kind: tool, cost: $1 }
evals:
  standard:
    baseline: { accuracy: 90%, architecture: { plan: slow, critic: on, tools: all } }
    tasks: { easy: 75%, hard: 25% }
  strict: { baseline: { accuracy: 80%, architecture: { plan: slow } } }
`;

/** What is found, as `severity code at line: message`, with its help behind an arrow. */
function found(spec: string, table = TABLE): string[] {
  return loadText(spec, table).diagnostics.map(
    ({ severity, code, range, file, message, help }) =>
      `${severity} ${code} ${file}:${range?.line ?? '–'}: ${message}${help === null ? '' : ` → ${help}`}`,
  );
}

/** The spec with a part of its text replaced, which must be there. */
function changed(part: string, by: string): string {
  if (!SPEC.includes(part)) throw new Error(`the spec has no ${part}`);
  return SPEC.replace(part, by);
}

const errors = (spec: string, table?: string) =>
  found(spec, table).filter((line) => line.startsWith('error'));

test('the spec of these tests is without error', () => {
  expect(errors(SPEC)).toEqual([]);
});

describe('a workflow', () => {
  test.each([
    [
      'a step that the table lacks',
      changed('step: plan }', 'step: plann }'),
      'error unknown-name spec.yaml:7: the table has no component "plann" → did you mean "plan"?',
    ],
    [
      'a component that the table lacks',
      changed('step: plan }', 'step: plan, component: planer }'),
      'error unknown-name spec.yaml:7: the table has no component "planer" → did you mean "plan"?',
    ],
    [
      'a step called as choices are',
      changed('step: plan }', 'step: order, component: plan }'),
      'error duplicate-name spec.yaml:7: "order" is a word that choices use; call the step otherwise and name its component',
    ],
    [
      'two steps of one name',
      changed('step: critic, optional: true, on_reject: { redo: plan, chance: 6% }', 'step: plan'),
      'error duplicate-name spec.yaml:9: there are two steps "plan" → give one another name, and say which component it is: { step: second-look, component: critic }',
    ],
    [
      'a variant that the table lacks',
      changed('step: plan }', 'step: plan, variants: [fast, fastest] }'),
      'error unknown-name spec.yaml:7: the table has no variant "fastest" here → one of: fast, slow',
    ],
    [
      'a redo of what comes later',
      changed('redo: plan', 'redo: critic'),
      'error workflow spec.yaml:9: redo names "critic", which is no earlier step of the same sequence → one of: plan',
    ],
    [
      'a loop that never ends',
      changed('chance: 6%', 'chance: 100%'),
      'error workflow spec.yaml:9: this loop always rejects, so the verifier can never pass an answer → state the share of verdicts that reject, as in chance: 6%',
    ],
    [
      'a second list of tools',
      changed('- { step: plan }', '- { step: plan }\n      - { tools: [silent] }'),
      'error workflow spec.yaml:9: a workflow has its tools in one place; here is a second list',
    ],
    [
      'a tool that the table lacks',
      changed('[crm, web], order', '[crm, wbe], order'),
      'error unknown-name spec.yaml:8: the table has no tool "wbe" → did you mean "web"?',
    ],
    [
      'a tool without a latency',
      changed('[crm, web], order', '[crm, { use: silent }], order'),
      'error workflow spec.yaml:8: tool "silent" states no latency',
    ],
    [
      'a step without a latency',
      changed('step: plan }', 'step: silent }'),
      'error workflow spec.yaml:7: step "silent" has no variant left that can run',
    ],
  ])('with %s is told so, with the line and the way out', (_, spec, expected) => {
    expect(errors(spec)).toContain(expected);
  });

  test('reports everything that is wrong in one go', () => {
    const spec = changed('step: plan }', 'step: plann }')
      .replace('[crm, web], order', '[crm, wbe], order')
      .replace('redo: plan', 'redo: retrieval')
      .replace('skips: [plan, tools]', 'skips: [tool]');
    const lines = errors(spec).map((line) => Number(/yaml:(\d+)/u.exec(line)?.[1]));
    expect(lines.toSorted((a, b) => a - b)).toEqual([7, 8, 9, 11]);
  });
});

describe('names are looked up even where another mistake keeps the spec from being read', () => {
  const broken = (spec: string) => errors(spec.replace('hit: 30%', 'hit: 30'));
  const want = (text: string) => changed('{ latency: { p95: 9s } }', text);

  test.each([
    [
      'a step',
      changed('step: plan }', 'step: plann }'),
      'error unknown-name spec.yaml:7: the table has no component "plann" → did you mean "plan"?',
    ],
    [
      'the component of a step',
      changed('step: plan }', 'step: first, component: plann }'),
      'error unknown-name spec.yaml:7: the table has no component "plann" → did you mean "plan"?',
    ],
    [
      'a step inside parallel and sequence',
      changed('{ step: plan }', 'parallel: [{ sequence: [{ step: plann }] }]'),
      'error unknown-name spec.yaml:7: the table has no component "plann" → did you mean "plan"?',
    ],
    [
      'a variant',
      changed('step: plan }', 'step: plan, variants: [fats] }'),
      'error unknown-name spec.yaml:7: plan has no variant "fats" → did you mean "fast"?',
    ],
    [
      'a tool',
      changed('[crm, web], order', '[crm, { use: wbe }], order'),
      'error unknown-name spec.yaml:8: the table has no tool "wbe" → did you mean "web"?',
    ],
    [
      'a shortcut',
      changed('use: memory', 'use: memry'),
      'error unknown-name spec.yaml:11: the table has no component "memry" → did you mean "memory"?',
    ],
    [
      'a wanted tool',
      want('{ latency: { p95: 9s }, tools: [crn] }'),
      'error unknown-name spec.yaml:5: the workflow has no tool "crn" → did you mean "crm"?',
    ],
    [
      'an eval',
      want('{ accuracy: { at_least: 90%, eval: standrad } }'),
      'error unknown-name spec.yaml:5: the table has no eval "standrad" → did you mean "standard"?',
    ],
    [
      'a task',
      want('{ accuracy: { at_least: 90%, eval: standard, tasks: { hrad: 80% } } }'),
      'error unknown-name spec.yaml:5: the eval has no task "hrad" → did you mean "hard"?',
    ],
  ])('%s', (_, spec, expected) => {
    const lines = broken(spec);
    expect(lines).toContain(expected);
    expect(lines.filter((line) => line.includes('wrong-unit'))).toHaveLength(1);
    expect(lines).toHaveLength(2);
  });

  test('what is right is not reported', () => {
    expect(broken(SPEC)).toHaveLength(1);
  });
});

describe('a shortcut', () => {
  const shortcut = (text: string) =>
    changed('{ use: memory, skips: [plan, tools], hit: 30%, optional: true }', text);

  test.each([
    [
      'uses what the table lacks',
      shortcut('{ use: memry, skips: [plan], hit: 30% }'),
      'error unknown-name spec.yaml:11: the table has no component "memry" → did you mean "memory"?',
    ],
    [
      'is a step already',
      shortcut('{ use: critic, skips: [plan], hit: 30% }'),
      'error duplicate-name spec.yaml:11: "critic" is already a step, a tool or a shortcut of this agent',
    ],
    [
      'skips a step that is not there',
      shortcut('{ use: memory, skips: [plan, tool], hit: 30% }'),
      'error unknown-name spec.yaml:11: the workflow has no step "tool" → did you mean "tools"?',
    ],
    [
      'skips steps that do not follow one another',
      shortcut('{ use: memory, skips: [plan, critic], hit: 30% }'),
      'error workflow spec.yaml:11: the steps that a shortcut skips follow one another → the workflow runs plan, tools, critic',
    ],
    [
      'has no latency for its lookup',
      shortcut('{ use: silent, skips: [plan], hit: 30% }'),
      'error no-latency spec.yaml:11: shortcut "silent" states no latency for its lookup',
    ],
  ])('that %s', (_, spec, expected) => {
    expect(errors(spec)).toContain(expected);
  });
});

describe('limits', () => {
  const want = (text: string) => changed('{ latency: { p95: 9s } }', text);

  test.each([
    [
      'a latency and a deadline',
      want('{ latency: { p95: 9s }, deadline: 12h }'),
      'error conflict spec.yaml:5: a deadline stands in place of a latency limit; here are both',
    ],
    [
      'no time at all',
      want('{ latency: { p95: 0s } }'),
      'error wrong-value spec.yaml:5: nothing takes no time: this limit can never be met → as in { p95: 2s }',
    ],
    [
      'more tools than there are',
      want('{ latency: { p95: 9s }, tools: { at_least: 3 } }'),
      'error wrong-value spec.yaml:5: at least 3 tools are wanted, but the workflow has 2',
    ],
    [
      'a tool that is not there',
      want('{ latency: { p95: 9s }, tools: [crm, jira] }'),
      'error unknown-name spec.yaml:5: the workflow has no tool "jira" → one of: crm, web',
    ],
    [
      'a cost without a figure',
      want('{ latency: { p95: 9s }, cost: {} }'),
      'error missing-key spec.yaml:5: a cost limit states per_request, per_conversation or per_month',
    ],
    [
      'a monthly cost without traffic',
      want('{ latency: { p95: 9s }, cost: { per_month: $50 } }'),
      'error missing-key spec.yaml:5: a monthly limit needs traffic → add traffic: { requests: 20k/month }',
    ],
    [
      'an accuracy on one of several evals',
      want('{ latency: { p95: 9s }, accuracy: { at_least: 90% } }'),
      'error missing-key spec.yaml:5: the table has several evals; say which one this limit speaks of → as in eval: standard',
    ],
    [
      'an eval that is not there',
      want('{ latency: { p95: 9s }, accuracy: { at_least: 90%, eval: standrad } }'),
      'error unknown-name spec.yaml:5: the table has no eval "standrad" → did you mean "standard"?',
    ],
    [
      'a task that is not there',
      want(
        '{ latency: { p95: 9s }, accuracy: { at_least: 90%, eval: standard, tasks: { hrad: 80% } } }',
      ),
      'error unknown-name spec.yaml:5: the eval has no task "hrad" → did you mean "hard"?',
    ],
  ])('with %s', (_, spec, expected) => {
    expect(errors(spec)).toContain(expected);
  });

  test('without a percentile are read as p95, and that is said', () => {
    expect(found(want('{ latency: 9s }'))).toContain(
      'note assumed-percentile spec.yaml:5: latency names no percentile: read as p95 → write latency: { p95: … }',
    );
  });

  test('on an accuracy that nothing measures are a warning, not an answer', () => {
    const bare = TABLE.slice(0, TABLE.indexOf('evals:'));
    expect(found(want('{ accuracy: { at_least: 90% } }'), bare)).toContain(
      'warning no-accuracy spec.yaml:5: the table has no evals: every accuracy is unknown, and no architecture can be said to meet this limit → add evals: with a baseline to the table',
    );
  });
});

describe('what a person chose', () => {
  const today = (text: string) => changed('    workflow:', `    today: ${text}\n    workflow:`);

  test.each([
    [
      'a step that is not there',
      today('{ plna: fast }'),
      'error unknown-name spec.yaml:6: the workflow has no step "plna" → did you mean "plan"?',
    ],
    [
      'a variant that is not there',
      today('{ plan: faster }'),
      'error unknown-name spec.yaml:6: plan has no variant "faster" that can run → did you mean "fast"?',
    ],
    [
      'to leave out what is not optional',
      today('{ plan: off }'),
      'error unknown-name spec.yaml:6: plan is not optional in this workflow → one of: fast, slow',
    ],
    [
      'tools by a word',
      today('{ tools: some }'),
      'error wrong-value spec.yaml:6: tools is all or a list of names, not "some"',
    ],
    [
      'a tool that is not there',
      today('{ tools: [crm, wbe] }'),
      'error unknown-name spec.yaml:6: the workflow has no tool "wbe" → did you mean "web"?',
    ],
    [
      'an order that is none',
      today('{ order: paralel }'),
      'error wrong-value spec.yaml:6: order is series or parallel, not "paralel"',
    ],
  ])('%s', (_, spec, expected) => {
    expect(errors(spec)).toContain(expected);
  });

  test.each([
    [
      'nothing: first variants, optional steps on, shortcuts off, all tools in series',
      '{}',
      'fast',
    ],
    ['on: the first variant', '{ plan: on }', 'fast'],
    ['a variant', '{ plan: slow }', 'slow'],
  ])('%s', (_, text, plan) => {
    const [problem] = loadText(today(text), TABLE).problems;
    expect(problem?.today).toEqual({
      values: new Map([
        ['plan', plan],
        ['critic', 'on'],
        ['memory', 'off'],
      ]),
      tools: ['crm', 'web'],
      order: 'series',
    });
  });

  test('one tool has no order', () => {
    const [problem] = loadText(today('{ tools: [web], order: parallel }'), TABLE).problems;
    expect(problem?.today).toMatchObject({ tools: ['web'], order: 'series' });
  });
});

describe('GPUs of a table', () => {
  const gpus = (text: string, rest = '') => `gpus:\n  ${text}\n${rest}${TABLE}`;

  test.each([
    [
      'a new tier without its device',
      gpus('mine: { price: $1/hour }'),
      'error missing-key table.yaml:4: the new tier mine lacks gpu: which device it is → as in a40-eu: { gpu: a40, price: $0.55/hour }',
    ],
    [
      'a new tier without its price',
      gpus('mine: { gpu: a40 }'),
      'error missing-key table.yaml:4: the new tier mine lacks price: USD per hour → as in a40-eu: { gpu: a40, price: $0.55/hour }',
    ],
    [
      'a device of which nothing is known',
      gpus('mine: { gpu: tpu-9, price: $1/hour }'),
      'error missing-key table.yaml:4: no tier of tpu-9 states its memory, bandwidth and flops → as in memory: 48.3e9, bandwidth: 696e9, flops: 149.7e12',
    ],
    [
      'a measurement of a model without a shape',
      gpus(
        'mine: { gpu: a40, price: $1/hour }',
        'calibrate:\n  a40: { model: llama-9, input: 500, output: 60, tpot: 12ms }\n',
      ),
      'error unknown-name table.yaml:6: no shape of llama-9 is known, so nothing can be scaled to it',
    ],
  ])('%s', (_, table, expected) => {
    const spec = changed('    workflow:', '    hosts: [api, a40]\n    workflow:');
    expect(errors(spec, table)).toContain(expected);
  });
});

describe('a fixed cost', () => {
  const table = TABLE.replace(
    'latency: 20-50ms',
    'latency: 20-50ms, fixed_cost: $90/month',
  ).replace('slow: {', 'slow: { fixed_cost: $20/month,');
  const unspread = (spec: string) =>
    found(spec, table).filter((finding) => finding.includes('fixed-cost-unspread'));

  test('that no traffic shares is said to be left out', () => {
    expect(unspread(SPEC)).toEqual([
      'warning fixed-cost-unspread table.yaml:4: plan: slow costs $20/month, which is left out: without traffic nobody knows how many requests share it → state traffic: in the spec, as in traffic: { conversations: 1500/month }',
      'warning fixed-cost-unspread table.yaml:8: memory costs $90/month, which is left out: without traffic nobody knows how many requests share it → state traffic: in the spec, as in traffic: { conversations: 1500/month }',
    ]);
  });

  test('that requests share is in their cost', () => {
    const spec = changed('    workflow:', '    traffic: { requests: 1000/month }\n    workflow:');
    expect(unspread(spec)).toEqual([]);
    const [problem] = loadText(spec, table).problems;
    const [plan] = problem?.steps ?? [];
    expect(plan?.options.map(({ fixedCost }) => fixedCost)).toEqual([0, 20]);
  });
});

describe('parts of the input', () => {
  const beyond = (tokens: string, slow = '') =>
    found(
      SPEC,
      TABLE.replace(
        'plan: { kind: llm, variants',
        `plan: { kind: llm, tokens: ${tokens}, variants`,
      ).replace('slow: {', `slow: { ${slow}`),
    ).filter((finding) => finding.includes('tokens-beyond-input'));

  test.each([
    ['{ input: 9000, prefix: 9000, cached: 9000, history: 9000 }'],
    ['{ input: 9000, cached: 5000, written: 3000, written_1h: 1000 }'],
    ['{ output: 200 }'],
  ])('may be all of it: %s', (tokens) => {
    expect(beyond(tokens)).toEqual([]);
  });

  test('are no more than it: what a provider counts beside it is told, once for all variants', () => {
    expect(beyond('{ input: 3200, cached: 6000, written: 1 }')).toEqual([
      'warning tokens-beyond-input table.yaml:4: plan reads 6,001 tokens through the prompt cache, but only 3,200 in all → input includes them: where a provider counts them beside it, input is the sum, 9,201',
    ]);
  });

  test('are held against the input of their variant', () => {
    expect(beyond('{ input: 5000, prefix: 3000 }', 'tokens: { input: 2999 }, ')).toEqual([
      'warning tokens-beyond-input table.yaml:4: plan: slow has a prefix of 3,000 tokens, but only 2,999 in all → input counts everything that a call reads, the prefix included',
    ]);
  });

  test('need an input to be parts of', () => {
    expect(beyond('{ history: 500 }')).toEqual([
      'warning tokens-beyond-input table.yaml:4: plan has a history of 500 tokens, but states no input → input counts everything that a call reads, the history included',
    ]);
  });
});

describe('a model call', () => {
  const told = (component: string) =>
    found(SPEC, TABLE.replace('plan: { kind: llm, variants', `plan: { ${component}, variants`))
      .filter((finding) => finding.includes('counted as free'))
      .map((finding) => finding.split(' → ')[0]);

  test('that names no model and states no cost is said to be counted as free', () => {
    expect(told('kind: llm')).toEqual([
      'warning unknown-price table.yaml:4: plan: fast names no model and states no cost: it is counted as free',
      'warning unknown-price table.yaml:4: plan: slow names no model and states no cost: it is counted as free',
    ]);
  });

  test('is not when it states its cost, nor is anything that is no model call', () => {
    expect(told('kind: llm, cost: $0.001')).toEqual([]);
    expect(told('kind: retrieval')).toEqual([]);
  });
});
