import { describe, expect, it } from 'vitest';
import type { LoadedSpec } from '../../../src/spec/load.ts';
import { DESK_TABLE, filled, findingsFor, plain } from '../../support/forms.ts';

/**
 * Limits of a spec. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('want', () => {
  const frame = {
    spec: `agents:
  desk:
    want: @@
    workflow: [{ step: plan }]
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  it.each(['{}', '{ latency: { p95: 9s } }'])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    ['null', 'wrong-type [null] agents.desk.want must be a map, but is empty'],
    ['fast', 'wrong-type [fast] agents.desk.want must be a map, but is the text "fast"'],
    ['[]', 'wrong-type [[]] agents.desk.want must be a map, but is a list'],
    [
      '{ speed: 2s }',
      'unknown-key [speed] unknown key "speed" in agents.desk.want → valid keys: latency, ttft, progress, deadline, accuracy, tools, cost',
    ],
    [
      '{ Latency: { p95: 2s } }',
      'unknown-key [Latency] unknown key "Latency" in agents.desk.want → did you mean "latency"?',
    ],
    [
      '{ latency: { p95: 2s }, latency: { p50: 1s } }',
      'duplicate-key [latency] duplicate key "latency", already given on line 5',
    ],
    [
      '{ latency: { p95: 9s }, deadline: 12h }',
      'conflict [deadline] a deadline stands in place of a latency limit; here are both',
      'note batch-deadline [12h] batches are promised within 24 h, typically done within 1 h: by this deadline they are unclear',
    ],
    [
      '{ latencyy: 2s, costs: $1 }',
      'unknown-key [latencyy] unknown key "latencyy" in agents.desk.want → did you mean "latency"?',
      'unknown-key [costs] unknown key "costs" in agents.desk.want → did you mean "cost"?',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('want.latency', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: @@ }
    workflow: [{ step: plan, streams: true }]
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.limits?.latency);

  it.each<[form: string, reads: unknown]>([
    ['{ p95: 2s }', [{ p: 0.95, ms: 2000 }]],
    [
      '{ p50: 1s, p95: 2s }',
      [
        { p: 0.5, ms: 1000 },
        { p: 0.95, ms: 2000 },
      ],
    ],
    ['{ p99.9: 5s }', [{ p: 0.999, ms: 5000 }]],
    ['{ p1: 1s }', [{ p: 0.01, ms: 1000 }]],
    ['{ p99: 2m }', [{ p: 0.99, ms: 120000 }]],
    ['{ p75: 2s }', [{ p: 0.75, ms: 2000 }]],
    ['{ p99.99: 9s }', [{ p: 0.9999, ms: 9000 }]],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '2s',
      'note assumed-percentile [2s] latency names no percentile: read as p95 → write latency: { p95: … }',
    ],
    ['{}', 'wrong-value [{}] a latency limit names a percentile, as in { p95: 2s }'],
    ['2', 'wrong-unit [2] "2" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    [
      '{ p95: 2 }',
      'wrong-unit [2] "2" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ p95: }',
      'wrong-type [p95] expected a duration with its unit (ms, s, m, h or d), as in 600ms, but this is empty',
    ],
    [
      '{ p100: 2s }',
      'unknown-key [p100] unknown key "p100" in agents.desk.want.latency → a percentile is written as p50, p95 or p99.9',
    ],
    [
      '{ p0: 2s }',
      'unknown-key [p0] unknown key "p0" in agents.desk.want.latency → a percentile is written as p50, p95 or p99.9',
    ],
    [
      '{ P95: 2s }',
      'unknown-key [P95] unknown key "P95" in agents.desk.want.latency → a percentile is written as p50, p95 or p99.9',
    ],
    [
      '{ 95: 2s }',
      'unknown-key [95] unknown key "95" in agents.desk.want.latency → a percentile is written as p50, p95 or p99.9',
    ],
    [
      '{ median: 2s }',
      'unknown-key [median] unknown key "median" in agents.desk.want.latency → a percentile is written as p50, p95 or p99.9',
    ],
    [
      '{ mean: 2s }',
      'unknown-key [mean] unknown key "mean" in agents.desk.want.latency → a percentile is written as p50, p95 or p99.9',
    ],
    [
      '{ p95: 0s }',
      'wrong-value [0s] nothing takes no time: this limit can never be met → as in { p95: 2s }',
    ],
    ['{ p95: -2s }', 'wrong-unit [-2s] "-2s" is negative; a duration is 0 or more, as in 600ms'],
    [
      '{ p95: 1-2s }',
      'wrong-unit [1-2s] "1-2s" is a range, but one duration is wanted here, as in 600ms',
    ],
    ['{ p95: 2sec }', 'wrong-unit [2sec] "2sec" has the unknown unit "sec"; write 2s'],
    [
      '0s',
      'note assumed-percentile [0s] latency names no percentile: read as p95 → write latency: { p95: … }',
      'wrong-value [0s] nothing takes no time: this limit can never be met → as in { p95: 2s }',
    ],
    [
      '[2s]',
      'wrong-type [[2s]] agents.desk.want.latency must be a map or a duration with its unit (ms, s, m, h or d) (as in 600ms), but is a list',
    ],
    [
      'null',
      'wrong-type [null] agents.desk.want.latency must be a map or a duration with its unit (ms, s, m, h or d) (as in 600ms), but is empty',
    ],
    [
      'fast',
      'wrong-unit [fast] "fast" is not a duration; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ p95: 2s, max: 3s }',
      'unknown-key [max] unknown key "max" in agents.desk.want.latency → a percentile is written as p50, p95 or p99.9',
    ],
    [
      '{ at_most: 2s }',
      'unknown-key [at_most] unknown key "at_most" in agents.desk.want.latency → a percentile is written as p50, p95 or p99.9',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('want.ttft', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { ttft: @@ }
    workflow: [{ step: plan, streams: true }]
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.limits?.ttft);

  it.each<[form: string, reads: unknown]>([
    ['{ p95: 500ms }', [{ p: 0.95, ms: 500 }]],
    [
      '{ p50: 300ms, p95: 500ms }',
      [
        { p: 0.5, ms: 300 },
        { p: 0.95, ms: 500 },
      ],
    ],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '500ms',
      'note assumed-percentile [500ms] ttft names no percentile: read as p95 → write ttft: { p95: … }',
    ],
    ['{}', 'wrong-value [{}] a latency limit names a percentile, as in { p95: 2s }'],
    ['500', 'wrong-unit [500] "500" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    [
      '{ p95: 500 }',
      'wrong-unit [500] "500" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ p95: 0s }',
      'wrong-value [0s] nothing takes no time: this limit can never be met → as in { p95: 2s }',
    ],
    [
      '{ average: 500ms }',
      'unknown-key [average] unknown key "average" in agents.desk.want.ttft → a percentile is written as p50, p95 or p99.9',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('want.progress', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { progress: @@ }
    workflow: [{ step: plan, streams: true }]
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.limits?.progress);

  it.each<[form: string, reads: unknown]>([
    ['{ p95: 500ms }', [{ p: 0.95, ms: 500 }]],
    [
      '{ p50: 300ms, p95: 500ms }',
      [
        { p: 0.5, ms: 300 },
        { p: 0.95, ms: 500 },
      ],
    ],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '500ms',
      'note assumed-percentile [500ms] progress names no percentile: read as p95 → write progress: { p95: … }',
    ],
    ['{}', 'wrong-value [{}] a latency limit names a percentile, as in { p95: 2s }'],
    ['500', 'wrong-unit [500] "500" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    [
      '{ p95: 500 }',
      'wrong-unit [500] "500" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ p95: 0s }',
      'wrong-value [0s] nothing takes no time: this limit can never be met → as in { p95: 2s }',
    ],
    [
      '{ average: 500ms }',
      'unknown-key [average] unknown key "average" in agents.desk.want.progress → a percentile is written as p50, p95 or p99.9',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('want.deadline', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { deadline: @@ }
    workflow: [{ step: plan, streams: true }, { tools: [crm, web] }, { step: critic, optional: true }]
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.limits?.latency);

  it.each<[form: string, reads: unknown]>([
    ['24h', [{ p: 0.95, ms: 86400000 }]],
    ['1d', [{ p: 0.95, ms: 86400000 }]],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '12h',
      'note batch-deadline [12h] batches are promised within 24 h, typically done within 1 h: by this deadline they are unclear',
    ],
    ['12', 'wrong-unit [12] "12" has no unit; a duration takes ms, s, m, h or d, as in 600ms'],
    [
      '{ p95: 12h }',
      'wrong-type [{ p95: 12h }] expected a duration with its unit (ms, s, m, h or d), as in 600ms, but this is a map',
    ],
    [
      '0h',
      'wrong-value [0h] nothing takes no time: this deadline can never be kept → as in deadline: 12h',
      'note batch-deadline [0h] batches are promised within 24 h, typically done within 1 h: by this deadline they are unclear',
    ],
    ['-1h', 'wrong-unit [-1h] "-1h" is negative; a duration is 0 or more, as in 600ms'],
    [
      'tomorrow',
      'wrong-unit [tomorrow] "tomorrow" is not a duration; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      'null',
      'wrong-type [null] expected a duration with its unit (ms, s, m, h or d), as in 600ms, but this is empty',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('want.accuracy', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s }, accuracy: @@ }
    workflow: [{ step: plan, streams: true }, { tools: [crm, web] }, { step: critic, optional: true }]
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.limits?.accuracy);

  it.each<[form: string, reads: unknown]>([
    ['{ at_least: 90% }', { atLeast: 0.9, tasks: {} }],
    ['90%', { atLeast: 0.9, tasks: {} }],
    ['{ at_least: 90%, eval: standard }', { atLeast: 0.9, tasks: {} }],
    ['{ at_least: 90%, tasks: { hard: 80% } }', { atLeast: 0.9, tasks: { hard: 0.8 } }],
    ['{ at_least: 90%, tasks: {} }', { atLeast: 0.9, tasks: {} }],
    ['{ at_least: 100% }', { atLeast: 1, tasks: {} }],
    ['{ at_least: 0% }', { atLeast: 0, tasks: {} }],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['90', 'wrong-unit [90] "90" has no unit; a share takes %, as in 90%'],
    ['0.9', 'wrong-unit [0.9] "0.9" has no unit; a share takes %, as in 90%'],
    ['{ at_least: 0.9 }', 'wrong-unit [0.9] "0.9" has no unit; a share takes %, as in 90%'],
    [
      '{ at_least: 101% }',
      'wrong-unit [101%] "101%" is more than 100%; a share is between 0% and 100%',
    ],
    [
      '{}',
      'missing-key [accuracy] missing key "at_least" in agents.desk.want.accuracy → add it, as in at_least: 34%',
    ],
    [
      '{ atleast: 90% }',
      'unknown-key [atleast] unknown key "atleast" in agents.desk.want.accuracy → did you mean "at_least"?',
    ],
    [
      '{ at_least: 90%, eval: strict }',
      'unknown-name [strict] the table has no eval "strict" → one of: standard',
    ],
    [
      '{ at_least: 90%, tasks: { hrad: 80% } }',
      'unknown-name [hrad] the eval has no task "hrad" → did you mean "hard"?',
    ],
    [
      '{ at_least: 90%, tasks: { hard: 80 } }',
      'wrong-unit [80] "80" has no unit; a share takes %, as in 80%',
    ],
    [
      '{ tasks: { hard: 80% } }',
      'missing-key [accuracy] missing key "at_least" in agents.desk.want.accuracy → add it, as in at_least: 34%',
    ],
    ['{ at_least: -5% }', 'wrong-unit [-5%] "-5%" is negative; a share is between 0% and 100%'],
    [
      'null',
      'wrong-type [null] agents.desk.want.accuracy must be a map or a share in percent (as in 34%), but is empty',
    ],
    ['high', 'wrong-unit [high] "high" is not a share; a share takes %, as in 95%'],
    [
      '{ at_least: 90pt }',
      'wrong-unit [90pt] "90pt" has the unknown unit "pt"; a share takes %, as in 95%',
    ],
    [
      '{ at_least: +3pt }',
      'wrong-unit [+3pt] "+3pt" has the unknown unit "pt"; a share takes %, as in 95%',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('want.tools', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s }, tools: @@ }
    workflow: [{ step: plan, streams: true }, { tools: [crm, web] }, { step: critic, optional: true }]
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.limits?.tools);

  it.each<[form: string, reads: unknown]>([
    ['all', { kind: 'all' }],
    ['[crm]', { kind: 'named', tools: ['crm'] }],
    ['[crm, web]', { kind: 'named', tools: ['crm', 'web'] }],
    ['[]', { kind: 'named', tools: [] }],
    ['{ at_least: 1 }', { kind: 'atLeast', count: 1 }],
    ['{ at_least: 0 }', { kind: 'atLeast', count: 0 }],
    ['{ at_least: 2 }', { kind: 'atLeast', count: 2 }],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['{ at_least: 3 }', 'wrong-value [3] at least 3 tools are wanted, but the workflow has 2'],
    [
      '{ at_least: -1 }',
      'wrong-value [-1] agents.desk.want.tools.at_least must be at least 0, but is the number -1',
    ],
    [
      '{ at_least: 1.5 }',
      'wrong-type [1.5] agents.desk.want.tools.at_least must be a whole number, but is the number 1.5',
    ],
    [
      '{ at_least: 50% }',
      'wrong-type [50%] agents.desk.want.tools.at_least must be a number, but is the text "50%"',
    ],
    [
      '{ at_least: "1" }',
      'wrong-type ["1"] agents.desk.want.tools.at_least must be a number, but is the text "1"',
    ],
    ['{}', 'missing-key [tools] missing key "at_least" in agents.desk.want.tools'],
    [
      'some',
      'wrong-value [some] agents.desk.want.tools must be all, a list or a map, but is the text "some"',
    ],
    [
      'ALL',
      'wrong-value [ALL] agents.desk.want.tools must be all, a list or a map, but is the text "ALL" → did you mean "all"?',
    ],
    [
      '2',
      'wrong-type [2] agents.desk.want.tools must be all, a list or a map, but is the number 2',
    ],
    [
      'crm',
      'wrong-value [crm] agents.desk.want.tools must be all, a list or a map, but is the text "crm"',
    ],
    ['[crn]', 'unknown-name [crn] the workflow has no tool "crn" → did you mean "crm"?'],
    ['[plan]', 'unknown-name [plan] the workflow has no tool "plan" → one of: crm, web'],
    [
      '{ atleast: 1 }',
      'unknown-key [atleast] unknown key "atleast" in agents.desk.want.tools → did you mean "at_least"?',
    ],
    ['null', 'wrong-type [null] agents.desk.want.tools must be all, a list or a map, but is empty'],
    ['true', 'wrong-type [true] agents.desk.want.tools must be all, a list or a map, but is true'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('want.cost', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s }, cost: @@ }
    traffic: { requests: 20k/month, turns: 1, active_hours: 10, peak: 3x }
    workflow: [{ step: plan, streams: true }, { tools: [crm, web] }, { step: critic, optional: true }]
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.limits?.cost);

  it.each<[form: string, reads: unknown]>([
    ['{ per_request: $0.03 }', { perRequest: 0.03, perConversation: null, perMonth: null }],
    ['$0.03', { perRequest: 0.03, perConversation: null, perMonth: null }],
    ['{ per_conversation: $0.10 }', { perRequest: null, perConversation: 0.1, perMonth: null }],
    ['{ per_month: $500 }', { perRequest: null, perConversation: null, perMonth: 500 }],
    [
      '{ per_request: $0.03, per_month: $500 }',
      { perRequest: 0.03, perConversation: null, perMonth: 500 },
    ],
    ['{ per_request: $0 }', { perRequest: 0, perConversation: null, perMonth: null }],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['{}', 'missing-key [cost] a cost limit states per_request, per_conversation or per_month'],
    ['0.03', 'wrong-unit [0.03] "0.03" has no dollar sign; write $0.03'],
    ['{ per_request: 0.03 }', 'wrong-unit [0.03] "0.03" has no dollar sign; write $0.03'],
    [
      '{ per_month: $500/month }',
      'wrong-unit [$500/month] "$500/month" has a period; write an amount alone, as in $500',
    ],
    [
      '{ per_day: $5 }',
      'unknown-key [per_day] unknown key "per_day" in agents.desk.want.cost → valid keys: per_request, per_conversation, per_month',
    ],
    [
      '{ per_call: $1 }',
      'unknown-key [per_call] unknown key "per_call" in agents.desk.want.cost → valid keys: per_request, per_conversation, per_month',
    ],
    [
      '{ request: $1 }',
      'unknown-key [request] unknown key "request" in agents.desk.want.cost → valid keys: per_request, per_conversation, per_month',
    ],
    ['{ per_request: -$1 }', 'wrong-unit [-$1] "-$1" is negative; money takes $, as in $0.02'],
    [
      'null',
      'wrong-type [null] agents.desk.want.cost must be a map or an amount in US dollars (as in $0.0004), but is empty',
    ],
    ['cheap', 'wrong-unit [cheap] "cheap" is not in US dollars; money takes $, as in $0.02'],
    ['{ per_request: 3 cents }', 'wrong-unit [3 cents] "3 cents" is in cents; write $0.03'],
    [
      '$500/month',
      'wrong-unit [$500/month] "$500/month" has a period; write an amount alone, as in $500',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
