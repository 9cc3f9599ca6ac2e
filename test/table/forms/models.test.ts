import { describe, expect, it } from 'vitest';
import { findingsFor } from '../../support/forms.ts';

/**
 * Prices, open models and GPUs of a table. Every form that a person may write, with what it is read as, and every near miss, with what is
 * said: `code [what is underlined] message → help`.
 */

describe('prices:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `prices: @@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  it.each([
    '{ mine: { input: $3, output: $15 } }',
    '{ mine: { input: $3, cached: $0.30, write_5m: $3.75, write_1h: $6, output: $15, batch: 50%, cache_minimum: 4096, cache_ttl: [5m, 1h], max_output: 64k } }',
    '{ mine: { input: $3, output: $15, above: { 200k: { input: $6 } } } }',
    '{ mine: {} }',
  ])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    ['{ mine: { input: 3 } }', 'wrong-unit [3] "3" has no dollar sign; write $3'],
    [
      '{ mine: { inputs: $3 } }',
      'unknown-key [inputs] unknown key "inputs" in prices.mine → did you mean "input"?',
    ],
    ['{ mine: $3 }', 'wrong-type [$3] prices.mine must be a map, but is the text "$3"'],
    [
      '{ mine: { input: $3, above: { many: { input: $6 } } } }',
      'unknown-key [many] unknown key "many" in prices.mine.above → a number of tokens, as in 200k',
    ],
    [
      '{ mine: { input: $3, above: { 200k: $6 } } }',
      'wrong-type [$6] prices.mine.above.200k must be a map, but is the text "$6"',
    ],
    [
      '{ mine: { input: $3, batch: 0.5 } }',
      'wrong-unit [0.5] "0.5" has no unit; a share takes %, as in 50%',
    ],
    ['{ mine: { input: -$3 } }', 'wrong-unit [-$3] "-$3" is negative; money takes $, as in $0.02'],
    ['[]', 'wrong-type [[]] prices must be a map, but is a list'],
    ['null', 'wrong-type [null] prices must be a map, but is empty'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('models:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `models: @@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  it.each(['{ mine: { parameters: 8.03e9, layers: 32, kv_heads: 8, head_size: 128 } }'])(
    'takes %s',
    (form) => {
      expect(found(form)).toEqual([]);
    },
  );

  it.each<[form: string, ...said: string[]]>([
    [
      '{ mine: { parameters: 8B, layers: 32, kv_heads: 8, head_size: 128 } }',
      'wrong-type [8B] models.mine.parameters must be a number, but is the text "8B"',
    ],
    [
      '{ mine: { parameters: 8.03e9, layers: 32.5, kv_heads: 8, head_size: 128 } }',
      'wrong-type [32.5] models.mine.layers must be a whole number, but is the number 32.5',
    ],
    [
      '{ mine: { parameters: 8.03e9 } }',
      'missing-key [mine] missing key "head_size" in models.mine',
      'missing-key [mine] missing key "kv_heads" in models.mine',
      'missing-key [mine] missing key "layers" in models.mine',
    ],
    [
      '{ mine: { parameters: 0, layers: 32, kv_heads: 8, head_size: 128 } }',
      'wrong-value [0] models.mine.parameters must be more than 0, but is the number 0',
    ],
    [
      '{ mine: {} }',
      'missing-key [mine] missing key "head_size" in models.mine',
      'missing-key [mine] missing key "kv_heads" in models.mine',
      'missing-key [mine] missing key "layers" in models.mine',
      'missing-key [mine] missing key "parameters" in models.mine',
    ],
    ['{ mine: 8B }', 'wrong-type [8B] models.mine must be a map, but is the text "8B"'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('gpus:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `gpus: @@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  it.each(['{ mine: { gpu: a40, price: $1/hour } }', '{ a40-spot: { price: $0.20/hour } }'])(
    'takes %s',
    (form) => {
      expect(found(form)).toEqual([]);
    },
  );

  it.each<[form: string, ...said: string[]]>([
    ['{ mine: { gpu: a40, price: $1 } }', 'wrong-unit [$1] "$1" has no period; write $1/hour'],
    [
      '{ mine: { gpu: a40, price: $700/month } }',
      'wrong-unit [$700/month] "$700/month" is per month; an amount per hour is wanted here, as in $90/hour',
    ],
    [
      '{ mine: { gpu: a40, price: $1/hour, count: 0 } }',
      'wrong-value [0] gpus.mine.count must be more than 0, but is the number 0',
    ],
    [
      '{ mine: { gpu: a40, price: $1/hour, precision: int8 } }',
      'wrong-value [int8] gpus.mine.precision must be bf16, fp8, int4 or fp4, but is the text "int8" → did you mean "int4"?',
    ],
    [
      '{ mine: { gpu: a40, price: $1/hour, memory: 48GB } }',
      'wrong-type [48GB] gpus.mine.memory must be a number, but is the text "48GB"',
    ],
    [
      '{ mine: { gpu: a40, price: $1/hour, spot: yes } }',
      'wrong-type [yes] gpus.mine.spot must be true or false, but is the text "yes"',
    ],
    [
      '{ mine: { card: a40, price: $1/hour } }',
      'unknown-key [card] unknown key "card" in gpus.mine',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('serving:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `serving: @@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  it.each(['{ engineering_hours: 10 }', '{}', '{ output_spread: 50% }'])('takes %s', (form) => {
    expect(found(form)).toEqual([]);
  });

  it.each<[form: string, ...said: string[]]>([
    ['{ output_spread: 0.5 }', 'wrong-unit [0.5] "0.5" has no unit; a share takes %, as in 50%'],
    ['{ engineering_rate: 90 }', 'wrong-unit [90] "90" has no dollar sign; write $90'],
    ['{ at_least: 0 }', 'wrong-value [0] serving.at_least must be at least 1, but is the number 0'],
    [
      '{ spot: { hours_between: 5 } }',
      'missing-key [spot] missing key "hours_to_restore" in serving.spot',
      'missing-key [spot] missing key "pool_loss" in serving.spot → add it, as in pool_loss: 34%',
    ],
    [
      '{ hours: 10 }',
      'unknown-key [hours] unknown key "hours" in serving → valid keys: output_spread, engineering_hours, engineering_rate, at_least, spot_spare, spot',
    ],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});

describe('calibrate:', () => {
  const frame = {
    spec: `agents:
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }, { tools: [crm] }]
`,
    table: `calibrate: @@
components:
  plan: { kind: llm, cost: $0.001, variants: { fast: { latency: 1s }, slow: { latency: 3s, accuracy: +1pt } } }
  crm: { kind: tool, latency: 1s }
  critic: { kind: verifier, latency: 1s, accuracy: +1pt }
`,
  };
  const found = findingsFor(frame);

  it.each(['{ a100: { model: llama-3.1-8b, input: 500, output: 60, tpot: 12ms } }'])(
    'takes %s',
    (form) => {
      expect(found(form)).toEqual([]);
    },
  );

  it.each<[form: string, ...said: string[]]>([
    [
      '{ a100: { model: llama-3.1-8b, input: 500, output: 60, ttft: 60ms, tpot: 12 } }',
      'wrong-unit [12] "12" has no unit; a duration takes ms, s, m, h or d, as in 600ms',
    ],
    [
      '{ a100: { model: llama-3.1-8b, input: 500 } }',
      'missing-key [a100] missing key "output" in calibrate.a100',
    ],
    ['{ a100: 12ms }', 'wrong-type [12ms] calibrate.a100 must be a map, but is the text "12ms"'],
  ])('says of %s what is to be known', (form, ...said) => {
    expect(found(form)).toEqual(said);
  });
});
