import { describe, expect, it } from 'vitest';
import type { LoadedSpec } from '../../../src/spec/load.ts';
import { filled, findingsFor, plain } from '../../support/forms.ts';

/**
 * What a table says as a whole. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('measured:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `measured: @@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.measured);

  it.each<[form: string, reads: unknown]>([
    [
      '{ from: 2026-07-01, to: 2026-09-30, traces: 18231, spans: 221013 }',
      { from: '2026-07-01', to: '2026-09-30', traces: 18231, spans: 221013 },
    ],
    [
      '{ from: 2026-07-01, to: 2026-09-30, traces: 18k, spans: 1M, one_in: 20 }',
      { from: '2026-07-01', to: '2026-09-30', traces: 18000, spans: 1000000, one_in: 20 },
    ],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '{ from: 1 July, to: 2026-09-30, traces: 1, spans: 1 }',
      'wrong-value [1 July] a date is written as 2026-07-01',
    ],
    [
      '{ from: 2026-7-1, to: 2026-09-30, traces: 1, spans: 1 }',
      'wrong-value [2026-7-1] a date is written as 2026-07-01',
    ],
    [
      '{ from: 2026-07-01, traces: 1, spans: 1 }',
      'missing-key [measured] missing key "to" in measured',
    ],
    [
      '{ from: 2026-07-01, to: 2026-09-30 }',
      'missing-key [measured] missing key "spans" in measured → add it, as in spans: 6200',
      'missing-key [measured] missing key "traces" in measured → add it, as in traces: 6200',
    ],
    [
      '{ from: 2026-07-01, to: 2026-09-30, traces: -1, spans: 1 }',
      'wrong-unit [-1] "-1" is negative; a count is 0 or more, as in 6200',
    ],
    ['yesterday', 'wrong-type [yesterday] measured must be a map, but is the text "yesterday"'],
    [
      '{ from: 2026-07-01, to: 2026-09-30, traces: 1, spans: 1, days: 92 }',
      'unknown-key [days] unknown key "days" in measured → valid keys: from, to, traces, spans, one_in',
    ],
    [
      '{ from: 2026-13-45, to: 2026-09-30, traces: 1, spans: 1 }',
      'wrong-value [2026-13-45] the calendar has no such day',
      'wrong-value [2026-09-30] the last day is before the first',
    ],
    [
      '{ from: 2026-09-30, to: 2026-07-01, traces: 1, spans: 1 }',
      'wrong-value [2026-07-01] the last day is before the first',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('refresh_every:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `refresh_every: @@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.refresh_every);

  it.each<[form: string, reads: unknown]>([
    ['90d', 7776000000],
    ['12h', 43200000],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['90', 'wrong-unit [90] "90" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    ['90 days', 'wrong-unit [90 days] "90 days" has the unknown unit "days"; write 90d'],
    [
      'quarterly',
      'wrong-unit [quarterly] "quarterly" is not a duration; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    ['-1d', 'wrong-unit [-1d] "-1d" is negative; a duration is 0 or more, as in 600ms'],
    [
      '3mo',
      'wrong-unit [3mo] "3mo" has the unknown unit "mo"; a duration takes ms, s, m, h or d, as in 600ms',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('end_to_end:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `end_to_end: @@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  it.each(['{ latency: { n: 18231, p50: 8.1s, p95: 21.6s } }', '{ ttft: 600ms }', '{}'])(
    'takes %s',
    (form) => {
      expect(found(form)).toEqual([]);
    },
  );

  it.each<[form: string, ...said: string[]]>([
    [
      '{ latency: 5 }',
      'wrong-unit [5] "5" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ e2e: 5s }',
      'unknown-key [e2e] unknown key "e2e" in end_to_end → valid keys: latency, ttft, progress, orchestration',
    ],
    ['8s', 'wrong-type [8s] end_to_end must be a map, but is the text "8s"'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('tool_sets:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `tool_sets: @@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.tool_sets);

  it.each<[form: string, reads: unknown]>([
    [
      '[[34%, [crm]], [66%, []]]',
      [
        [0.34, ['crm']],
        [0.66, []],
      ],
    ],
    ['[]', []],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '[[34%, crm]]',
      'wrong-type [crm] tool_sets[0][1] must be a list, but is the text "crm" → write a list, as in [crm]',
    ],
    ['[[34, [crm]]]', 'wrong-unit [34] "34" has no unit; a share takes %, as in 34%'],
    ['[[34%]]', 'wrong-value [[34%]] tool_sets[0] must have at least 2 items, but has 1'],
    ['{ 34%: [crm] }', 'wrong-type [{ 34%: [crm] }] tool_sets must be a list, but is a map'],
    [
      '[34%, [crm]]',
      'wrong-type [34%] tool_sets[0] must be a list, but is the text "34%"',
      'wrong-value [[crm]] tool_sets[1] must have at least 2 items, but has 1',
    ],
    [
      '[[60%, [crm]], [60%, []]]',
      'mixture-sum [[[60%, [crm]], [60%, []]]] the shares of the tool sets sum to 120%, not 100%',
    ],
    [
      '[[34%, [crn]], [66%, []]]',
      'warning unknown-name [crn] there is no component "crn", so that coverage cannot count the requests that used it → did you mean "crm"?',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('components:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `components:
  plan: { kind: llm, cost: $0.001, latency: 1s }
  crm: { kind: tool, latency: 1s }
  @@
`,
  };
  const found = findingsFor(frame);

  it.each([
    'x: { kind: tool, latency: 1s }',
    'x.y-z_1: { kind: tool, latency: 1s }',
    'x: { kind: tool, variants: { a: { latency: 1s } } }',
    'x: { kind: tool }',
    'x: { kind: tool, variants: {} }',
  ])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    ['x: {}', 'missing-key [x] missing key "kind" in components.x → add it, as in kind: llm'],
    ['x: null', 'wrong-type [null] components.x must be a map, but is empty'],
    ['x: 600ms', 'wrong-type [600ms] components.x must be a map, but is the text "600ms"'],
    [
      'x: { kind: tool, variants: [a] }',
      'wrong-type [[a]] components.x.variants must be a map, but is a list',
    ],
    [
      'x: { kind: tool, variants: { a: 1s } }',
      'wrong-type [1s] components.x.variants.a must be a map, but is the text "1s"',
    ],
    [
      'x: { kind: tool, variants: { on: { latency: 1s } } }',
      'unknown-key [on] unknown key "on" in components.x.variants → "on" is a word that choices use; choose another name',
    ],
    [
      'x: { kind: tool, variants: { a b: { latency: 1s } } }',
      'unknown-key [a b] unknown key "a b" in components.x.variants → a name has no spaces, commas or @',
    ],
    [
      'x: { kind: tool, variants: { a@b: { latency: 1s } } }',
      'unknown-key [a@b] unknown key "a@b" in components.x.variants → a name has no spaces, commas or @',
    ],
    [
      'x: { kind: tool, variants: { a: { latency: 1s, kind: tool } } }',
      'unknown-key [kind] unknown key "kind" in components.x.variants.a → valid keys: model, effort, latency, ttft, tokens, token_sums, billed, cost, fixed_cost, errors, accuracy, saves',
    ],
    [
      'x: { kind: tool, variants: { a: { latency: 1s, calls: 2 } } }',
      'unknown-key [calls] unknown key "calls" in components.x.variants.a → valid keys: model, effort, latency, ttft, tokens, token_sums, billed, cost, fixed_cost, errors, accuracy, saves',
    ],
    [
      'a b: { kind: tool }',
      'unknown-key [a b] unknown key "a b" in components → a name has no spaces, commas or @',
    ],
    [
      '"a,b": { kind: tool }',
      'unknown-key ["a,b"] unknown key "a,b" in components → a name has no spaces, commas or @',
    ],
    [
      'a@b: { kind: tool }',
      'unknown-key [a@b] unknown key "a@b" in components → a name has no spaces, commas or @',
    ],
    [
      'tools: { kind: tool }',
      'unknown-key [tools] unknown key "tools" in components → "tools" is a word that choices use; choose another name',
    ],
    [
      'order: { kind: tool }',
      'unknown-key [order] unknown key "order" in components → "order" is a word that choices use; choose another name',
    ],
    [
      'on: { kind: tool }',
      'unknown-key [on] unknown key "on" in components → "on" is a word that choices use; choose another name',
    ],
    [
      'off: { kind: tool }',
      'unknown-key [off] unknown key "off" in components → "off" is a word that choices use; choose another name',
    ],
    [
      'all: { kind: tool }',
      'unknown-key [all] unknown key "all" in components → "all" is a word that choices use; choose another name',
    ],
    [
      'series: { kind: tool }',
      'unknown-key [series] unknown key "series" in components → "series" is a word that choices use; choose another name',
    ],
    [
      'x: { kind: tool, latncy: 1s }',
      'unknown-key [latncy] unknown key "latncy" in components.x → did you mean "latency"?',
    ],
    [
      'x: { latency: 1s }',
      'missing-key [x] missing key "kind" in components.x → add it, as in kind: llm',
    ],
    [
      'x: { kind: tool, latency: 1s, p95: 2s }',
      'unknown-key [p95] unknown key "p95" in components.x → "p95" belongs in "latency"',
    ],
    ['crm: { kind: tool }', 'duplicate-key [crm] duplicate key "crm", already given on line 5'],
    [
      '"": { kind: tool, latency: 1s }',
      'unknown-key [""] unknown key "" in components → a name has no spaces, commas or @',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('top of a table', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `@@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  it.each<[form: string, ...said: string[]]>([
    ['measured: null', 'wrong-type [null] measured must be a map, but is empty'],
    [
      'nmae: x',
      'unknown-key [nmae] unknown key "nmae" at the top level → did you mean "name", which is there already?',
    ],
    [
      'tool_set: []',
      'unknown-key [tool_set] unknown key "tool_set" at the top level → did you mean "tool_sets"?',
    ],
    [
      'component: {}',
      'unknown-key [component] unknown key "component" at the top level → did you mean "components", which is there already?',
    ],
    ['version: 2', 'duplicate-key [version] duplicate key "version", already given on line 1'],
    ['name: other', 'duplicate-key [name] duplicate key "name", already given on line 2'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
