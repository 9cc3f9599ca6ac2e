import { describe, expect, it } from 'vitest';
import type { LoadedSpec } from '../../../src/spec/load.ts';
import { DESK_TABLE, filled, findingsFor, plain } from '../../support/forms.ts';

/**
 * Traffic and people of a spec. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('traffic', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }]
    traffic: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.traffic);

  it.each<[form: string, reads: unknown]>([
    [
      '{ requests: 20k/month, turns: 1, active_hours: 10, peak: 3x }',
      {
        requests: 20000,
        requestsInTwelveMonths: null,
        turns: 1,
        arrivals: { activeHours: 10, peak: 3, gap: { mean: 90000 } },
      },
    ],
    [
      '{ conversations: 1500/month, turns: 3, gap: 90s, active_hours: 10, peak: 3x }',
      {
        requests: 4500,
        requestsInTwelveMonths: null,
        turns: 3,
        arrivals: { activeHours: 10, peak: 3, gap: { mean: 90000 } },
      },
    ],
    [
      '{ requests: 500/day, active_hours: 24, peak: 1x, turns: 1 }',
      {
        requests: 15218.75,
        requestsInTwelveMonths: null,
        turns: 1,
        arrivals: { activeHours: 24, peak: 1, gap: { mean: 90000 } },
      },
    ],
    [
      '{ requests: 20k/month, in_12_months: 60k/month, active_hours: 8, peak: 2.5x, turns: 1 }',
      {
        requests: 20000,
        requestsInTwelveMonths: 60000,
        turns: 1,
        arrivals: { activeHours: 8, peak: 2.5, gap: { mean: 90000 } },
      },
    ],
    [
      '{ requests: 20k per month, active_hours: 10, peak: 3x }',
      {
        requests: 20000,
        requestsInTwelveMonths: null,
        turns: 1,
        arrivals: { activeHours: 10, peak: 3, gap: { mean: 90000 } },
      },
    ],
    [
      '{ requests: 3/hour, active_hours: 10, peak: 3x }',
      {
        requests: 2191.5,
        requestsInTwelveMonths: null,
        turns: 1,
        arrivals: { activeHours: 10, peak: 3, gap: { mean: 90000 } },
      },
    ],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '{ requests: 20k/month }',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, active_hours: 24, peak: 3x',
    ],
    [
      '{ conversations: 1500/month }',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, active_hours: 24, peak: 3x',
    ],
    [
      '{ conversations: 1500/month, active_hours: 10 }',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, peak: 3x',
    ],
    [
      '{}',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, active_hours: 24, peak: 3x',
      'missing-key [traffic] traffic states requests or conversations → as in traffic: { requests: 20k/month }',
    ],
    [
      '{ in_12_months: 8000/month }',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, active_hours: 24, peak: 3x',
      'missing-key [traffic] traffic states requests or conversations → as in traffic: { requests: 20k/month }',
    ],
    [
      '{ requests: 20k/month, conversations: 1500/month }',
      'conflict [conversations] traffic counts requests or conversations; here are both',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, active_hours: 24, peak: 3x',
    ],
    [
      '{ requests: 20k }',
      'wrong-unit [20k] "20k" has no period; a rate takes /hour, /day, /week, /month or /year, as in 1500/month',
    ],
    [
      '{ requests: 20000 }',
      'wrong-unit [20000] "20000" has no period; a rate takes /hour, /day, /week, /month or /year, as in 1500/month',
    ],
    [
      '{ requests: 20k/mo }',
      'wrong-unit [20k/mo] "20k/mo" has the unknown period "mo"; write 20k/month',
    ],
    [
      '{ requests: 20k/fortnight }',
      'wrong-unit [20k/fortnight] "20k/fortnight" has the unknown period "fortnight"; a rate takes /hour, /day, /week, /month or /year, as in 1500/month',
    ],
    [
      '{ requests: -5/month }',
      'wrong-unit [-5/month] "-5" is negative; a count is 0 or more, as in 6200',
    ],
    [
      '{ requests: 0/month }',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, active_hours: 24, peak: 3x',
      'wrong-value [0/month] traffic of zero costs nothing and says nothing → state what is expected, or leave traffic out',
    ],
    [
      '{ requests: many/month }',
      'wrong-unit [many/month] "many/month" is not a rate; a rate takes /hour, /day, /week, /month or /year, as in 1500/month',
    ],
    ['{ requests: 20K/month }', 'wrong-unit [20K/month] "20K" has the unknown unit "K"; write 20k'],
    [
      '{ requests: 20k/month, turns: 0 }',
      'wrong-value [0] agents.desk.traffic.turns must be at least 1, but is the number 0',
    ],
    [
      '{ requests: 20k/month, turns: 0.5 }',
      'wrong-value [0.5] agents.desk.traffic.turns must be at least 1, but is the number 0.5',
    ],
    [
      '{ requests: 20k/month, turns: three }',
      'wrong-type [three] agents.desk.traffic.turns must be a number, but is the text "three"',
    ],
    [
      '{ requests: 20k/month, gap: 90 }',
      'wrong-unit [90] "90" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ requests: 20k/month, active_hours: 0 }',
      'wrong-value [0] agents.desk.traffic.active_hours must be more than 0, but is the number 0',
    ],
    [
      '{ requests: 20k/month, active_hours: 25 }',
      'wrong-value [25] agents.desk.traffic.active_hours must be at most 24, but is the number 25',
    ],
    [
      '{ requests: 20k/month, active_hours: 10h }',
      'wrong-type [10h] agents.desk.traffic.active_hours must be a number, but is the text "10h"',
    ],
    ['{ requests: 20k/month, peak: 3 }', 'wrong-unit [3] "3" has no unit; write 3x'],
    [
      '{ requests: 20k/month, peak: 0.5x }',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, active_hours: 24',
      'wrong-value [0.5x] the busiest hour cannot be below the average one → as in peak: 3x',
    ],
    [
      '{ requests: 20k/month, peak: 0x }',
      'wrong-unit [0x] "0x" is not more than 0; a multiple takes x, as in 3x',
    ],
    [
      '{ requests: 20k/month, peak: 300% }',
      'wrong-unit [300%] "300%" has the unknown unit "%"; a multiple takes x, as in 3x',
    ],
    [
      '{ requests: 20k/month, in_12_months: 0/month }',
      'note assumed-default [traffic] traffic does not say everything; assumed: turns: 1, active_hours: 24, peak: 3x',
      'wrong-value [0/month] traffic of zero costs nothing and says nothing → state what is expected, or leave traffic out',
    ],
    [
      '{ requests: 20k/month, in_12_month: 60k/month }',
      'unknown-key [in_12_month] unknown key "in_12_month" in agents.desk.traffic → did you mean "in_12_months"?',
    ],
    [
      '20k/month',
      'wrong-type [20k/month] agents.desk.traffic must be a map, but is the text "20k/month"',
    ],
    ['null', 'wrong-type [null] agents.desk.traffic must be a map, but is empty'],
    [
      '{ request: 20k/month }',
      'unknown-key [request] unknown key "request" in agents.desk.traffic → did you mean "requests"?',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('wrong_answer', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }]
    wrong_answer: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.people?.wrongAnswer);

  it.each<[form: string, reads: unknown]>([
    ['$4', 4],
    ['$0', 0],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['4', 'wrong-unit [4] "4" has no dollar sign; write $4'],
    ['$4/month', 'wrong-unit [$4/month] "$4/month" has a period; write an amount alone, as in $4'],
    ['-$4', 'wrong-unit [-$4] "-$4" is negative; money takes $, as in $0.02'],
    [
      'null',
      'wrong-type [null] expected an amount in US dollars, as in $0.0004, but this is empty',
    ],
    [
      '{ cost: $4 }',
      'wrong-type [{ cost: $4 }] expected an amount in US dollars, as in $0.0004, but this is a map',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('escalate', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }]
    escalate: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.people?.escalate);

  it.each<[form: string, reads: unknown]>([
    ['{ share: 10%, cost: $4 }', { share: 0.1, cost: 4 }],
    ['{ share: 0%, cost: $0 }', { share: 0, cost: 0 }],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '{ share: 10% }',
      'missing-key [escalate] missing key "cost" in agents.desk.escalate → add it, as in cost: $0.0004',
    ],
    [
      '{ cost: $4 }',
      'missing-key [escalate] missing key "share" in agents.desk.escalate → add it, as in share: 34%',
    ],
    ['{ share: 10, cost: $4 }', 'wrong-unit [10] "10" has no unit; a share takes %, as in 10%'],
    [
      '{ share: 110%, cost: $4 }',
      'wrong-unit [110%] "110%" is more than 100%; a share is between 0% and 100%',
    ],
    ['10%', 'wrong-type [10%] agents.desk.escalate must be a map, but is the text "10%"'],
    ['{ share: 10%, cost: 4 }', 'wrong-unit [4] "4" has no dollar sign; write $4'],
    [
      '{ share: 10%, price: $4 }',
      'missing-key [escalate] missing key "cost" in agents.desk.escalate → add it, as in cost: $0.0004',
      'unknown-key [price] unknown key "price" in agents.desk.escalate → valid keys: share, cost',
    ],
    ['null', 'wrong-type [null] agents.desk.escalate must be a map, but is empty'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('patience', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }]
    patience: @@
`,
    table: DESK_TABLE,
  };
  const found = findingsFor(frame);

  const read = ({ problems: [problem] }: LoadedSpec) => plain(problem?.people?.patience);

  it.each<[form: string, reads: unknown]>([
    [
      '{ 3s: 5%, 5s: 25% }',
      [
        { ms: 3000, share: 0.05 },
        { ms: 5000, share: 0.25 },
      ],
    ],
    ['{ 3s: 5% }', [{ ms: 3000, share: 0.05 }]],
    ['{}', []],
    [
      '{ 5s: 25%, 3s: 5% }',
      [
        { ms: 3000, share: 0.05 },
        { ms: 5000, share: 0.25 },
      ],
    ],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '{ 3s: 25%, 5s: 5% }',
      'wrong-value [5%] the longer users wait, the more of them resend: the shares must rise',
    ],
    [
      '{ 3s: 5%, 5s: 5% }',
      'wrong-value [5%] the longer users wait, the more of them resend: the shares must rise',
    ],
    [
      '{ 3: 5% }',
      'wrong-unit [3] "3" has no unit; a duration takes ms, s, m, h or d, as in 600ms → as in { 3s: 5%, 5s: 25% }',
    ],
    ['{ 3s: 5 }', 'wrong-unit [5] "5" has no unit; a share takes %, as in 5%'],
    [
      '{ 3s: 0% }',
      'wrong-value [0%] some users resend after some wait: neither may be nothing, nor all of them → as in { 3s: 5%, 5s: 25% }',
    ],
    [
      '{ 3s: 100% }',
      'wrong-value [100%] some users resend after some wait: neither may be nothing, nor all of them → as in { 3s: 5%, 5s: 25% }',
    ],
    [
      '{ 0s: 5% }',
      'wrong-value [5%] some users resend after some wait: neither may be nothing, nor all of them → as in { 3s: 5%, 5s: 25% }',
    ],
    [
      '{ soon: 5% }',
      'wrong-unit [soon] "soon" is not a duration; a duration takes ms, s, m, h or d, as in 600ms → as in { 3s: 5%, 5s: 25% }',
    ],
    ['{ 3s: 5%, 3000ms: 6% }', 'wrong-value [6%] the wait of 3s is there already'],
    ['5%', 'wrong-type [5%] agents.desk.patience must be a map, but is the text "5%"'],
    ['[5%]', 'wrong-type [[5%]] agents.desk.patience must be a map, but is a list'],
    ['null', 'wrong-type [null] agents.desk.patience must be a map, but is empty'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
