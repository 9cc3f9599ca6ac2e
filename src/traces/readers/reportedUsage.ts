import type { Usage } from '../span.ts';
import { slotsOf, type OwnKey } from './attributeKeys.ts';
import { numberIn, type OwnValues } from './attributes.ts';

/** Attributes of each count, the first that holds a number is believed. */
export const USAGE_KEYS = {
  input: [
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'llm.token_count.prompt',
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
    'ai.usage.tokens',
  ],
  output: [
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
    'llm.token_count.completion',
    'ai.usage.outputTokens',
    'ai.usage.completionTokens',
  ],
  cached: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'gen_ai.usage.details.cache_read_tokens',
    'gen_ai.usage.details.cached_tokens',
    'llm.token_count.prompt_details.cache_read',
    'llm.token_count.prompt_details.cache_input',
    'ai.usage.cachedInputTokens',
    'ai.usage.inputTokenDetails.cacheReadTokens',
  ],
  written: [
    'gen_ai.usage.cache_write.input_tokens',
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'gen_ai.usage.cache_write_input_tokens',
    'gen_ai.usage.details.cache_write_tokens',
    'llm.token_count.prompt_details.cache_write',
    'ai.usage.inputTokenDetails.cacheWriteTokens',
  ],
  reasoning: [
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
    'gen_ai.usage.details.reasoning_tokens',
    'llm.token_count.completion_details.reasoning',
    'ai.usage.reasoningTokens',
    'ai.usage.outputTokenDetails.reasoningTokens',
  ],
} as const satisfies Readonly<Record<string, readonly OwnKey[]>>;

const INPUT = slotsOf(...USAGE_KEYS.input);
const OUTPUT = slotsOf(...USAGE_KEYS.output);
const CACHED = slotsOf(...USAGE_KEYS.cached);
const WRITTEN = slotsOf(...USAGE_KEYS.written);
const REASONING = slotsOf(...USAGE_KEYS.reasoning);

/** Google ADK 1: the thoughts of Gemini, which its output did not hold until version 2.3. */
const THOUGHTS = slotsOf('gen_ai.usage.experimental.reasoning_tokens');

/**
 * Tokens as OTel GenAI, OpenInference and the AI SDK count them: cached tokens inside the input,
 * reasoning inside the output (trace-formats 1.10). Null when the span reports none.
 */
export function reportedUsage(own: OwnValues): Usage | null {
  const input = numberIn(own, INPUT);
  const output = numberIn(own, OUTPUT);
  if (input === null && output === null) return null;
  const cached = numberIn(own, CACHED);
  const written = numberIn(own, WRITTEN);
  const reasoning = numberIn(own, REASONING);
  const thoughts = reasoning === null ? numberIn(own, THOUGHTS) : null;
  return {
    input: inclusiveInput(input, cached, written),
    cached,
    written,
    output: visible(output, reasoning),
    reasoning: reasoning ?? thoughts,
  };
}

/** More cached than read means that the source (a raw Anthropic usage) counts them apart. */
function inclusiveInput(
  input: number | null,
  cached: number | null,
  written: number | null,
): number | null {
  if (input === null) return null;
  const apart = (cached ?? 0) + (written ?? 0);
  return apart > input ? input + apart : input;
}

function visible(output: number | null, reasoning: number | null): number | null {
  if (output === null || reasoning === null) return output;
  // Less output than reasoning means that the source already counts them apart.
  return reasoning > output ? output : output - reasoning;
}
