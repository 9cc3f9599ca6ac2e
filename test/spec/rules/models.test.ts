import { describe, expect, it } from 'vitest';
import { checkSpec } from '../../../src/spec/check.ts';
import { filesOf, MODELS } from '../../support/loadText.ts';

const MODELS_TEXT = `
version: 1
checked: 2026-11-01
models:
  thinker: { price: { input: $1, output: $5 }, cache_minimum: 4096, cache_ttl: [5m, 30m], max_output: 10k, source: here }
`;

function found(tokens: string, more: { readonly traffic?: string; readonly now?: string } = {}) {
  const files = filesOf({
    [MODELS]: MODELS_TEXT,
    'table.yaml': `
version: 1
name: test
components:
  plan: { kind: llm, model: thinker, latency: 1-2s, tokens: { input: 9000, output: 100, ${tokens} } }
`,
    'spec.yaml': `
version: 1
table: table.yaml
agents:
  helper:
    want: {}
    workflow: [{ step: plan }]
    traffic: { conversations: 9k/month, turns: 3, in_12_months: 9k/month, active_hours: 10, peak: 3x, ${more.traffic ?? 'gap: 90s'} }
`,
  });
  const { diagnostics } = checkSpec('spec.yaml', {
    files,
    models: MODELS,
    now: more.now ?? '2026-11-22',
  });
  return diagnostics.map(
    ({ code, message, range }) => `${range?.line}:${range?.column} ${code}: ${message}`,
  );
}

describe('rules about what a model can do', () => {
  it('reasoning above 80% of the output limit is reported, up to it is not', () => {
    expect(found('reasoning: 8000')).toEqual([]);
    expect(found('reasoning: 8001')).toEqual([
      '5:100 reasoning-near-limit: plan reasons with 8,001 tokens on average, 80% of the 10,000 that thinker may write: answers will be cut off',
    ]);
  });

  it('a prefix that is shorter than the model caches is reported', () => {
    const caching = { traffic: 'gap: 90s }\n    caching: on #' };
    expect(found('prefix: 4095')).toEqual([]);
    expect(found('prefix: 4096', caching)).toEqual([]);
    expect(found('prefix: 4095', caching)).toEqual([
      '5:97 cache-inert: plan repeats 4,095 tokens, but thinker caches from 4,096 on: nothing is cached',
    ]);
  });

  it('cached tokens of conversations that come further apart than any cache keeps are reported', () => {
    expect(found('cached: 5000', { traffic: 'gap: 30m' })).toEqual([]);
    expect(found('cached: 5000', { traffic: 'gap: 31m' })).toEqual([
      '8:108 cache-inert: requests of a conversation come 31.0 min apart, later than what is counted as cached is kept: plan (thinker keeps a prompt for 30.0 min)',
    ]);
    expect(found('prefix: 5000, cached: 5000', { traffic: 'gap: 31m' })).toEqual([]);
  });

  it('prices are stale from the 91st day on', () => {
    expect(found('prefix: 5000', { now: '2027-01-30' })).toEqual([]);
    expect(found('prefix: 5000', { now: '2027-01-31' })).toEqual([
      '3:8 prices-stale: the prices of thinker were last checked on 2026-11-01, 91 days ago',
    ]);
  });
});
