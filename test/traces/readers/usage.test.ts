import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Usage } from '../../../src/traces/span.ts';
import { readSpan } from '../helpers/readSpan.ts';

type Parts = Record<string, unknown>;

function otel(parts: Record<string, number | string>): Usage | null {
  return readSpan({
    attributes: Object.fromEntries(
      Object.entries(parts).map(([key, value]) => [`gen_ai.usage.${key}`, value]),
    ),
  }).usage;
}

function langfuse(parts: Parts | string): Usage | null {
  const details = typeof parts === 'string' ? parts : JSON.stringify(parts);
  return readSpan({ attributes: { 'langfuse.observation.usage_details': details } }).usage;
}

const NOTHING: Usage = { input: null, cached: null, written: null, output: null, reasoning: null };

describe('OTel GenAI, each spelling', () => {
  test.each([
    [{ input_tokens: 9 }, { input: 9 }],
    [{ prompt_tokens: 9 }, { input: 9 }],
    [{ input_tokens: 9, prompt_tokens: 8 }, { input: 9 }],
    [{ output_tokens: 9 }, { output: 9 }],
    [{ completion_tokens: 9 }, { output: 9 }],
    [
      { input_tokens: 9, 'cache_read.input_tokens': 4 },
      { input: 9, cached: 4 },
    ],
    [
      { input_tokens: 9, cache_read_input_tokens: 4 },
      { input: 9, cached: 4 },
    ],
    [
      { input_tokens: 9, 'cache_creation.input_tokens': 4 },
      { input: 9, written: 4 },
    ],
    [
      { input_tokens: 9, cache_creation_input_tokens: 4 },
      { input: 9, written: 4 },
    ],
    // The registry of 2026 renamed cache_creation (semantic-conventions-genai, changelog.d/440).
    [
      { input_tokens: 9, 'cache_write.input_tokens': 4 },
      { input: 9, written: 4 },
    ],
    // Strands Agents.
    [
      { input_tokens: 9, cache_write_input_tokens: 4 },
      { input: 9, written: 4 },
    ],
    // Pydantic AI: its own details, by whatever name the provider's usage had.
    [
      { input_tokens: 9, 'details.cache_read_tokens': 4, 'details.cache_write_tokens': 2 },
      { input: 9, cached: 4, written: 2 },
    ],
    [
      {
        input_tokens: 9,
        'details.cached_tokens': 4,
        output_tokens: 7,
        'details.reasoning_tokens': 3,
      },
      { input: 9, cached: 4, output: 4, reasoning: 3 },
    ],
    // Google ADK 1: thoughts are no part of the output; from 2.3 on they are, by the registry's name.
    [
      { output_tokens: 6, 'experimental.reasoning_tokens': 46 },
      { output: 6, reasoning: 46 },
    ],
    [
      { output_tokens: 60, 'experimental.reasoning_tokens': 10 },
      { output: 60, reasoning: 10 },
    ],
    [
      { output_tokens: 60, 'reasoning.output_tokens': 10 },
      { output: 50, reasoning: 10 },
    ],
    [
      { output_tokens: 9, 'reasoning.output_tokens': 4 },
      { output: 5, reasoning: 4 },
    ],
    [
      { output_tokens: 9, reasoning_tokens: 4 },
      { output: 5, reasoning: 4 },
    ],
    [{ input_tokens: '9' }, { input: 9 }],
    [{ input_tokens: -1, prompt_tokens: 8 }, { input: 8 }],
    [{ input_tokens: '', prompt_tokens: 8 }, { input: 8 }],
    [{ input_tokens: 'many', output_tokens: 8 }, { output: 8 }],
    [{ input_tokens: Infinity, output_tokens: 8 }, { output: 8 }],
  ])('%j', (parts, expected) => {
    expect(otel(parts)).toEqual({ ...NOTHING, ...expected });
  });

  test.each([{}, { 'cache_read.input_tokens': 4 }, { reasoning_tokens: 4 }, { input_tokens: 'x' }])(
    '%j is no usage',
    (parts) => {
      expect(otel(parts)).toBeNull();
    },
  );

  test.each([
    ['inside the input', 100, 60, 40, 100],
    ['beside it: more than the input', 100, 61, 40, 201],
    ['only read, beside it', 100, 101, null, 201],
    ['only written, beside it', 100, null, 101, 201],
  ])('cached and written tokens %s', (_, input, read, written, expected) => {
    const usage = otel({
      input_tokens: input,
      ...(read === null ? {} : { 'cache_read.input_tokens': read }),
      ...(written === null ? {} : { 'cache_creation.input_tokens': written }),
    });
    expect(usage).toMatchObject({ input: expected, cached: read, written });
  });

  test.each([
    ['inside the output', 100, 100, 0],
    ['beside it: more than the output', 100, 101, 100],
  ])('reasoning %s', (_, output, reasoning, visible) => {
    expect(otel({ output_tokens: output, reasoning_tokens: reasoning })).toMatchObject({
      output: visible,
      reasoning,
    });
  });
});

describe('Langfuse', () => {
  test.each([
    [{ input: 9 }, { input: 9 }],
    [{ prompt_tokens: 9 }, { input: 9 }],
    [{ output: 9 }, { output: 9 }],
    [{ completion_tokens: 9 }, { output: 9 }],
    [
      { input: 9, input_cached_tokens: 4 },
      { input: 13, cached: 4 },
    ],
    [
      { input: 9, input_cache_read: 4 },
      { input: 13, cached: 4 },
    ],
    [
      { input: 9, cache_read_input_tokens: 4 },
      { input: 13, cached: 4 },
    ],
    [
      { input: 9, input_cache_creation: 4 },
      { input: 13, written: 4 },
    ],
    [
      { input: 9, input_cache_creation_5m: 4 },
      { input: 13, written: 4 },
    ],
    [
      { input: 9, input_cache_creation_1h: 4 },
      { input: 13, written: 4 },
    ],
    [
      { output: 9, output_reasoning_tokens: 4 },
      { output: 9, reasoning: 4 },
    ],
    // Langfuse's LangChain handler: `input_` and `output_` before LangChain's own words.
    [
      { output: 9, output_reasoning: 4 },
      { output: 9, reasoning: 4 },
    ],
    [
      { input: 9, input_cache_creation: 0, input_ephemeral_1h_input_tokens: 4 },
      { input: 13, written: 4 },
    ],
    // Vertex AI through it: text has left `input`, by modality.
    [
      { input: 0, input_modality_TEXT: 9, input_modality_IMAGE: 3, cached_modality_TEXT: 4 },
      { input: 16, cached: 4 },
    ],
    [{ output: 0, output_modality_TEXT: 9, total: 9 }, { output: 9 }],
    // A provider's usage, handed on as it came.
    [
      {
        input_tokens: 9,
        cache_read_input_tokens: 5,
        cache_creation_input_tokens: 4,
        output_tokens: 2,
      },
      { input: 18, cached: 5, written: 4, output: 2 },
    ],
    [
      { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 },
      { input: 9, output: 2 },
    ],
    // Audio beside text (@langfuse/openai), and inside it where the total says so.
    [
      { input: 9, input_audio_tokens: 4, output: 2, output_audio_tokens: 1 },
      { input: 13, output: 3 },
    ],
    [
      { input: 9, input_audio_tokens: 4, output: 2, total: 11 },
      { input: 9, output: 2 },
    ],
    [{ input: '9', output: 1 }, { output: 1 }],
    [{ input: -9, output: 1 }, { output: 1 }],
  ])('%j', (parts, expected) => {
    expect(langfuse(parts)).toEqual({ ...NOTHING, ...expected });
  });

  test.each(['', 'no json', '[]', '7', 'null', '{}', '{"total":5}', '{"input_cached_tokens":5}'])(
    '%j is no usage',
    (details) => {
      expect(langfuse(details)).toBeNull();
    },
  );

  test('whatever kinds of tokens have keys of their own, input and output are the sums of them', () => {
    const part = fc.tuple(
      fc.constantFrom('cached_tokens', 'audio', 'modality_TEXT', 'ephemeral_5m_input_tokens', 'x'),
      fc.nat(5000),
    );
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.nat(5000),
        fc.array(part),
        fc.array(part),
        (input, output, ins, outs) => {
          const read = Object.fromEntries(ins.map(([key, count]) => [`input_${key}`, count]));
          const made = Object.fromEntries(outs.map(([key, count]) => [`output_${key}`, count]));
          const sum = (parts: object): number =>
            Object.values(parts).reduce((total: number, each: number) => total + each, 0);
          const total = input + output + sum(read) + sum(made);
          const usage = langfuse({ input, output, ...read, ...made, total });
          expect(usage).toMatchObject({ input: input + sum(read), output: output + sum(made) });
        },
      ),
    );
  });

  test('without a total, or with one that includes all, parts are beside one another', () => {
    const parts = { input: 100, input_cached_tokens: 40, output: 50, output_reasoning_tokens: 30 };
    const exclusive = { input: 140, cached: 40, written: null, output: 50, reasoning: 30 };
    expect(langfuse(parts)).toEqual(exclusive);
    expect(langfuse({ ...parts, total: 220 })).toEqual(exclusive);
    expect(langfuse({ ...parts, total: 999 })).toEqual(exclusive);
  });

  test('with a total of input and output alone, parts are inside them', () => {
    const parts = { input: 100, input_cached_tokens: 40, output: 50, output_reasoning_tokens: 30 };
    expect(langfuse({ ...parts, total: 150 })).toEqual({
      input: 100,
      cached: 40,
      written: null,
      output: 20,
      reasoning: 30,
    });
    expect(langfuse({ ...parts, output_reasoning_tokens: 60, total: 150 })?.output).toBe(0);
  });

  test('usage details beat GenAI attributes on the same span', () => {
    const { usage } = readSpan({
      attributes: {
        'gen_ai.usage.input_tokens': 5,
        'langfuse.observation.usage_details': '{"input":7}',
      },
    });
    expect(usage?.input).toBe(7);
  });

  test('details that hold nothing leave it to the GenAI attributes', () => {
    const { usage } = readSpan({
      attributes: {
        'gen_ai.usage.input_tokens': 5,
        'langfuse.observation.usage_details': '{}',
      },
    });
    expect(usage?.input).toBe(5);
  });
});

describe('whatever the source', () => {
  const count = fc.nat(5000);

  test('cached and written tokens are never more than the input', () => {
    fc.assert(
      fc.property(count, count, count, (input, cached, written) => {
        const usages = [
          otel({
            input_tokens: input,
            'cache_read.input_tokens': cached,
            'cache_creation.input_tokens': written,
          }),
          langfuse({ input, input_cached_tokens: cached, input_cache_creation: written }),
        ];
        for (const usage of usages) {
          expect(usage?.input).toBeGreaterThanOrEqual((usage?.cached ?? 0) + (usage?.written ?? 0));
        }
      }),
    );
  });

  test('output and reasoning together are what the source counted, once', () => {
    fc.assert(
      fc.property(count, count, (visible, reasoning) => {
        const together = visible + reasoning;
        const expected = { output: visible, reasoning };
        expect(otel({ output_tokens: together, reasoning_tokens: reasoning })).toMatchObject(
          expected,
        );
        expect(
          langfuse({ output: visible, output_reasoning_tokens: reasoning, total: together }),
        ).toMatchObject(expected);
      }),
    );
  });
});
