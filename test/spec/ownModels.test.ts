import { describe, expect, it } from 'vitest';
import { problemOf } from '../support/loadText.ts';

const SPEC = `
agents:
  desk:
    want: { deadline: 48h }
    workflow: [{ step: draft }]
    traffic: { requests: 1000/month, turns: 1, active_hours: 10, peak: 3x }
`;
const table = (prices: string) => `
prices: { ${prices} }
components:
  draft: { kind: llm, model: claude-haiku-4-5, latency: 1-2s, tokens: { input: 1000, output: 100 } }
`;
const draftOf = (prices: string) => problemOf(SPEC, table(prices)).steps[0]?.options ?? [];
const perInput = (prices: string, value: string) =>
  draftOf(prices).find((option) => option.value === value)?.call.price?.input;

describe('what a table says of a model in place of the list', () => {
  it('may be a price alone: the rest is as listed', () => {
    expect(perInput('claude-haiku-4-5: { input: $2 }', 'on')).toBeCloseTo(2e-6, 12);
    expect(perInput('claude-haiku-4-5: { input: $2 }', 'on@batch')).toBeCloseTo(1e-6, 12);
  });

  it('may be what a batch charges', () => {
    expect(perInput('claude-haiku-4-5: { batch: 25% }', 'on@batch')).toBeCloseTo(0.25e-6, 12);
  });

  it('may be what its cache takes, and for how long', () => {
    const [plain] = draftOf('claude-haiku-4-5: { cache_minimum: 512, cache_ttl: [10m] }');
    expect(plain?.call.cache).toEqual({ minimum: 512, ttls: [600_000] });
  });

  it('may be the longest answer', () => {
    const [plain] = draftOf('claude-haiku-4-5: { max_output: 8k }');
    expect(plain?.call.about?.maxOutput).toBe(8000);
  });
});
