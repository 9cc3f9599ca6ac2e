import { describe, expect, test } from 'vitest';
import { readSpan } from '../helpers/readSpan.ts';
import type { SpanOptions } from '../helpers/spans.ts';

type Attributes = NonNullable<SpanOptions['attributes']>;

const modelOf = (attributes: Attributes): string | null => readSpan({ attributes }).traits.model;
const effortOf = (attributes: Attributes): string | null => readSpan({ attributes }).traits.effort;

describe('the model', () => {
  test.each([
    ['m', 'm-2025-08-07', 'm'],
    ['m', 'm-20250807', 'm'],
    ['m', 'm@20250807', 'm'],
    ['m', 'm-001', 'm'],
    ['m', 'm-01', 'm-01'],
    ['m', 'm-2025', 'm-2025'],
    ['m', 'm-mini', 'm-mini'],
    ['m', 'other', 'other'],
    ['m', 'm', 'm'],
    ['m', '', 'm'],
    ['', 'n', 'n'],
  ])('asked for %j and answered by %j is %j', (request, response, expected) => {
    expect(modelOf({ 'gen_ai.request.model': request, 'gen_ai.response.model': response })).toBe(
      expected,
    );
  });

  test.each([
    ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['publishers/google/models/gemini-2.5-flash', 'gemini-2.5-flash'],
    [
      'projects/p-1/locations/europe-central2/publishers/google/models/gemini-2.5-flash',
      'gemini-2.5-flash',
    ],
    ['mistral/mistral-small', 'mistral/mistral-small'],
    ['accounts/fireworks/models/deepseek-v3', 'accounts/fireworks/models/deepseek-v3'],
  ])('by its resource name %j is %j', (name, expected) => {
    expect(modelOf({ 'gen_ai.request.model': name })).toBe(expected);
    expect(modelOf({ 'langfuse.observation.model.name': name })).toBe(expected);
  });

  test('of Langfuse counts where GenAI names none', () => {
    const langfuse = { 'langfuse.observation.model.name': 'lf' };
    expect(modelOf(langfuse)).toBe('lf');
    expect(modelOf({ ...langfuse, 'gen_ai.request.model': 'm' })).toBe('m');
    expect(modelOf({})).toBeNull();
  });
});

describe('the effort', () => {
  const PARAMETERS = 'langfuse.observation.model.parameters';

  test.each([
    ['gen_ai.request.reasoning.level', 'high', 'high'],
    ['gen_ai.request.reasoning_effort', 'Low', 'low'],
    ['gen_ai.request.reasoning.effort', 'MINIMAL', 'minimal'],
    [PARAMETERS, '{"reasoning_effort":"medium"}', 'medium'],
    [PARAMETERS, '{"reasoning":{"effort":"X-High"}}', 'x-high'],
    [PARAMETERS, '{"reasoning_effort":"low","reasoning":{"effort":"high"}}', 'low'],
    [PARAMETERS, '{"reasoning_effort":"","reasoning":{"effort":"high"}}', 'high'],
    [PARAMETERS, '{"reasoning":"high"}', null],
    [PARAMETERS, '["low"]', null],
    [PARAMETERS, 'low', null],
    ['gen_ai.request.reasoning.level', '', null],
    ['gen_ai.request.reasoning.level', 3, null],
    ['gen_ai.usage.reasoning_tokens', 500, null],
  ])('%s of %j is %j', (key, value, expected) => {
    expect(effortOf({ [key]: value })).toBe(expected);
  });

  test('that the request states beats the parameters, the newest spelling first', () => {
    const all = {
      [PARAMETERS]: '{"reasoning_effort":"d"}',
      'gen_ai.request.reasoning.effort': 'c',
      'gen_ai.request.reasoning_effort': 'b',
      'gen_ai.request.reasoning.level': 'a',
    };
    const entries = Object.entries(all);
    expect(entries.map((_, at) => effortOf(Object.fromEntries(entries.slice(0, at + 1))))).toEqual([
      'd',
      'c',
      'b',
      'a',
    ]);
  });
});
