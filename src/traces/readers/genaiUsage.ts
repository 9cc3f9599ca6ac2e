import type { Usage } from '../span.ts';
import { numberOf, type Attributes } from './attributes.ts';

/**
 * Tokens as the OTel GenAI conventions count them: cached tokens inside the input, reasoning inside
 * the output. Null when the span reports none.
 */
export function genaiUsage(attributes: Attributes): Usage | null {
  const input = numberOf(attributes, 'gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens');
  const output = numberOf(
    attributes,
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
  );
  if (input === null && output === null) return null;
  const cached = numberOf(
    attributes,
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
  );
  const written = numberOf(
    attributes,
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
  );
  const reasoning = numberOf(
    attributes,
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
  );
  return {
    input: inclusiveInput(input, cached, written),
    cached,
    written,
    output: visible(output, reasoning),
    reasoning,
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
