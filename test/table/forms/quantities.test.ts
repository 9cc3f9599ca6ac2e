import { describe, expect, it } from 'vitest';
import type { LoadedSpec } from '../../../src/spec/load.ts';
import { filled, findingsFor, plain } from '../../support/forms.ts';

/**
 * Points, money, kinds and tokens of a table. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('accuracy:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
`,
    table: `components:
  web: { kind: tool, latency: 1s, accuracy: @@ }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.accuracy);

  it.each<[form: string, reads: unknown]>([
    ['+3pt', { mid: 0.03, low: 0.03, high: 0.03, stated: 'value' }],
    ['-1.3pt', { mid: -0.013, low: -0.013, high: -0.013, stated: 'value' }],
    ['0pt', { mid: 0, low: 0, high: 0, stated: 'value' }],
    ['-15..-8pt', { mid: -0.115, low: -0.15, high: -0.08, stated: 'interval' }],
    ['0..+1pt', { mid: 0.005, low: 0, high: 0.01, stated: 'interval' }],
    ['+0.5..+1.5pt', { mid: 0.01, low: 0.005, high: 0.015, stated: 'interval' }],
    ['3pt', { mid: 0.03, low: 0.03, high: 0.03, stated: 'value' }],
    ['-15pt..-8pt', { mid: -0.115, low: -0.15, high: -0.08, stated: 'interval' }],
    ['−3pt', { mid: -0.03, low: -0.03, high: -0.03, stated: 'value' }],
    ['+3 pt', { mid: 0.03, low: 0.03, high: 0.03, stated: 'value' }],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['3', 'wrong-unit [3] "3" has no unit; write 3pt'],
    ['+3', 'wrong-unit [+3] "3" has no unit; write 3pt'],
    ['3%', 'wrong-unit [3%] "3%" is in percent; a change of accuracy is in points: write 3pt'],
    ['+3 points', 'wrong-unit [+3 points] "+3 points" has the unknown unit "points"; write +3pt'],
    ['3pp', 'wrong-unit [3pp] "3pp" has the unknown unit "pp"; write 3pt'],
    ['-8..-15pt', 'wrong-unit [-8..-15pt] "-8..-15pt" goes from high to low; write -15..-8pt'],
    [
      '101pt',
      'wrong-unit [101pt] "101pt" is over 100 points; points take pt, as in -1.3pt or -15..-8pt',
    ],
    [
      '-101..0pt',
      'wrong-unit [-101..0pt] "-101..0pt" is over 100 points; points take pt, as in -1.3pt or -15..-8pt',
    ],
    [
      'null',
      'wrong-type [null] expected a change of accuracy in points: one value, or a central 90% interval; 0pt asserts that there is no effect, as in +3pt, but this is empty',
    ],
    [
      'better',
      'wrong-unit [better] "better" is not in points; points take pt, as in -1.3pt or -15..-8pt',
    ],
    [
      '[1pt]',
      'wrong-type [[1pt]] expected a change of accuracy in points: one value, or a central 90% interval; 0pt asserts that there is no effect, as in +3pt, but this is a list',
    ],
    ['0', 'wrong-unit [0] "0" has no unit; write 0pt'],
    ['-15..-8', 'wrong-unit [-15..-8] "-15..-8" has no unit; write -15..-8pt'],
    [
      '+3..pt',
      'wrong-unit [+3..pt] "+3..pt" is not in points; points take pt, as in -1.3pt or -15..-8pt',
    ],
    [
      '..3pt',
      'wrong-unit [..3pt] "..3pt" is not in points; points take pt, as in -1.3pt or -15..-8pt',
    ],
    [
      '3..5..7pt',
      'wrong-unit [3..5..7pt] "3..5..7pt" is not in points; points take pt, as in -1.3pt or -15..-8pt',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('cost:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
`,
    table: `components:
  web: { kind: tool, latency: 1s, cost: @@ }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.cost);

  it.each<[form: string, reads: unknown]>([
    ['$0.0004', 0.0004],
    ['$0', 0],
    ['$1', 1],
    ['$20k', 20000],
    ['$1e-4', 0.0001],
    ['$.5', 0.5],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '$1,200',
      'unknown-key [200] unknown key "200" in components.web → a comma ends a value between braces: write the number without it',
    ],
    ['0.0004', 'wrong-unit [0.0004] "0.0004" has no dollar sign; write $0.0004'],
    ['4 cents', 'wrong-unit [4 cents] "4 cents" is in cents; write $0.04'],
    [
      '$0.02/call',
      'wrong-unit [$0.02/call] "$0.02/call" has a period; write an amount alone, as in $0.02',
    ],
    [
      '$0.02 per call',
      'wrong-unit [$0.02 per call] "$0.02 per call" has a period; write an amount alone, as in $0.02',
    ],
    ['€0.02', 'wrong-unit [€0.02] "€0.02" is not in US dollars; money takes $, as in $0.02'],
    ['-$1', 'wrong-unit [-$1] "-$1" is negative; money takes $, as in $0.02'],
    ['$-1', 'wrong-unit [$-1] "$-1" is negative; money takes $, as in $0.02'],
    ['USD 1', 'wrong-unit [USD 1] "USD 1" has no dollar sign; write $1'],
    ['1 USD', 'wrong-unit [1 USD] "1 USD" has no dollar sign; write $1'],
    ['$', 'wrong-unit [$] "$" is not an amount; money takes $, as in $0.02'],
    ['$abc', 'wrong-unit [$abc] "$abc" is not an amount; money takes $, as in $0.02'],
    ['$1.2.3', 'wrong-unit [$1.2.3] "$1.2.3" is not an amount; money takes $, as in $0.02'],
    [
      'null',
      'wrong-type [null] expected an amount in US dollars, as in $0.0004, but this is empty',
    ],
    ['free', 'wrong-unit [free] "free" is not in US dollars; money takes $, as in $0.02'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('fixed_cost:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
    traffic: { requests: 1000/month, active_hours: 24, peak: 3x }
`,
    table: `components:
  web: { kind: tool, latency: 1s, fixed_cost: @@ }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.fixed_cost);

  it.each<[form: string, reads: unknown]>([
    ['$90/month', 90],
    ['$90 / month', 90],
    ['$90 per month', 90],
    ['$90 a month', 90],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '$1,080/month',
      'wrong-unit [$1] "$1" has no period; write $1/month',
      'unknown-key [080/month] unknown key "080/month" in components.web → a comma ends a value between braces: write the number without it',
    ],
    ['$90', 'wrong-unit [$90] "$90" has no period; write $90/month'],
    ['90/month', 'wrong-unit [90/month] "90/month" has no dollar sign; write $90/month'],
    [
      '$90/year',
      'wrong-unit [$90/year] "$90/year" is per year; an amount per month is wanted here, as in $90/month',
    ],
    [
      '$3/day',
      'wrong-unit [$3/day] "$3/day" is per day; an amount per month is wanted here, as in $90/month',
    ],
    ['$90/mo', 'wrong-unit [$90/mo] "$90/mo" has the unknown period "mo"; write $90/month'],
    [
      '$90/Month',
      'wrong-unit [$90/Month] "$90/Month" has the unknown period "Month"; write $90/month',
    ],
    [
      '$90/fortnight',
      'wrong-unit [$90/fortnight] "$90/fortnight" is per fortnight; an amount per month is wanted here, as in $90/month',
    ],
    [
      '-$90/month',
      'wrong-unit [-$90/month] "-$90/month" is negative; an amount per month is wanted here, as in $90/month',
    ],
    [
      '$/month',
      'wrong-unit [$/month] "$/month" is not an amount; an amount per month is wanted here, as in $90/month',
    ],
    [
      'null',
      'wrong-type [null] expected an amount in US dollars per month, as in $90/month, but this is empty',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('kind:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
`,
    table: `components:
  web: { kind: @@, cost: $0.001, latency: 1s }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.kind);

  it.each<[form: string, reads: unknown]>([
    ['tool', 'tool'],
    ['llm', 'llm'],
    ['retrieval', 'retrieval'],
    ['embedding', 'embedding'],
    ['rerank', 'rerank'],
    ['verifier', 'verifier'],
    ['guardrail', 'guardrail'],
    ['compaction', 'compaction'],
    ['memory', 'memory'],
    ['other', 'other'],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      'Tool',
      'wrong-value [Tool] components.web.kind must be llm, tool, retrieval, embedding, rerank, verifier, guardrail, compaction, memory or other, but is the text "Tool" → did you mean "tool"?',
    ],
    [
      'tol',
      'wrong-value [tol] components.web.kind must be llm, tool, retrieval, embedding, rerank, verifier, guardrail, compaction, memory or other, but is the text "tol" → did you mean "tool"?',
    ],
    [
      'agent',
      'wrong-value [agent] components.web.kind must be llm, tool, retrieval, embedding, rerank, verifier, guardrail, compaction, memory or other, but is the text "agent"',
    ],
    [
      '""',
      'wrong-value [""] components.web.kind must be llm, tool, retrieval, embedding, rerank, verifier, guardrail, compaction, memory or other, but is the text ""',
    ],
    [
      '5',
      'wrong-value [5] components.web.kind must be llm, tool, retrieval, embedding, rerank, verifier, guardrail, compaction, memory or other, but is the number 5',
    ],
    [
      'null',
      'wrong-value [null] components.web.kind must be llm, tool, retrieval, embedding, rerank, verifier, guardrail, compaction, memory or other, but is empty',
    ],
    [
      '[tool]',
      'wrong-type [[tool]] components.web.kind must be llm, tool, retrieval, embedding, rerank, verifier, guardrail, compaction, memory or other, but is a list',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('tokens:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
`,
    table: `components:
  web: { kind: llm, model: claude-haiku-4-5, latency: 1s, tokens: @@ }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.tokens);

  it.each<[form: string, reads: unknown]>([
    ['{ input: 5200, output: 180 }', { input: 5200, output: 180 }],
    ['{ input: 5.2k }', { input: 5200 }],
    ['{ input: 1M }', { input: 1000000 }],
    ['{}', {}],
    ['{ input: "5,200" }', { input: 5200 }],
    ['{ input: 1e3 }', { input: 1000 }],
    [
      '{ input: 5200, prefix: 3000, cached: 2000, written: 10, written_1h: 10, history: 400, output: 180, reasoning: 2400 }',
      {
        input: 5200,
        prefix: 3000,
        cached: 2000,
        written: 10,
        written_1h: 10,
        history: 400,
        output: 180,
        reasoning: 2400,
      },
    ],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    ['{ input: -1 }', 'wrong-unit [-1] "-1" is negative; a count is 0 or more, as in 6200'],
    [
      '{ input: many }',
      'wrong-unit [many] "many" is not a count; a count is a plain number or takes k, M or B, as in 6200 or 6.2k',
    ],
    [
      '{ inputs: 5 }',
      'unknown-key [inputs] unknown key "inputs" in components.web.tokens → did you mean "input"?',
    ],
    [
      '{ input: 5,200 }',
      'unknown-key [200] unknown key "200" in components.web.tokens → a comma ends a value between braces: write the number without it',
    ],
    ['5200', 'wrong-type [5200] components.web.tokens must be a map, but is the number 5200'],
    ['{ input: 5.2K }', 'wrong-unit [5.2K] "5.2K" has the unknown unit "K"; write 5.2k'],
    [
      '{ completion: 5 }',
      'unknown-key [completion] unknown key "completion" in components.web.tokens → valid keys: input, prefix, cached, written, written_1h, history, output, reasoning',
    ],
    [
      '{ reasonning: 5 }',
      'unknown-key [reasonning] unknown key "reasonning" in components.web.tokens → did you mean "reasoning"?',
    ],
    ['null', 'wrong-type [null] components.web.tokens must be a map, but is empty'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('saves:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ tools: [web] }]
`,
    table: `components:
  web: { kind: compaction, latency: 1s, saves: @@ }
`,
  };
  const found = findingsFor(frame);

  const read = ({ table }: LoadedSpec) => plain(table?.components?.web?.saves);

  it.each<[form: string, reads: unknown]>([
    ['{ input_tokens: 1100 }', { input_tokens: 1100 }],
    ['{ input_tokens: 1.1k }', { input_tokens: 1100 }],
  ])('takes %s', (form, reads) => {
    expect(found(form)).toEqual([]);
    expect(read(filled(frame, form))).toEqual(reads);
  });

  it.each<[form: string, ...said: string[]]>([
    [
      '{}',
      'missing-key [saves] missing key "input_tokens" in components.web.saves → add it, as in input_tokens: 6200',
    ],
    ['1100', 'wrong-type [1100] components.web.saves must be a map, but is the number 1100'],
    [
      '{ tokens: 1100 }',
      'missing-key [saves] missing key "input_tokens" in components.web.saves → add it, as in input_tokens: 6200',
      'unknown-key [tokens] unknown key "tokens" in components.web.saves → valid keys: input_tokens',
    ],
    ['{ input_tokens: -5 }', 'wrong-unit [-5] "-5" is negative; a count is 0 or more, as in 6200'],
    ['null', 'wrong-type [null] components.web.saves must be a map, but is empty'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
