import { asRecord, parseJson, type JsonRecord } from '../json.ts';
import type { Usage } from '../span.ts';
import { slotsOf } from './attributeKeys.ts';
import { textIn, type OwnValues } from './attributes.ts';

const DETAILS = slotsOf('langfuse.observation.usage_details');

/**
 * Tokens from `langfuse.observation.usage_details`, a JSON text. The Langfuse SDKs count cached
 * tokens beside `input` and reasoning beside `output`; usage written by hand may not, which its
 * `total` tells (trace-formats 1.5). Null when there are none.
 */
export function langfuseUsage(own: OwnValues): Usage | null {
  const text = textIn(own, DETAILS);
  const details = text === null ? null : asRecord(parseJson(text));
  if (details === null) return null;
  const parts = partsOf(details);
  if (parts.input === null && parts.output === null) return null;
  return isInclusive(parts, count(details, 'total')) ? inclusive(parts) : exclusive(parts);
}

function partsOf(details: JsonRecord): Usage {
  return {
    input: count(details, 'input', 'prompt_tokens'),
    cached: count(details, 'input_cached_tokens', 'input_cache_read', 'cache_read_input_tokens'),
    written: sum(
      details,
      'input_cache_creation',
      'input_cache_creation_5m',
      'input_cache_creation_1h',
    ),
    output: count(details, 'output', 'completion_tokens'),
    reasoning: count(details, 'output_reasoning_tokens'),
  };
}

function isInclusive(parts: Usage, total: number | null): boolean {
  const plain = (parts.input ?? 0) + (parts.output ?? 0);
  const apart = (parts.cached ?? 0) + (parts.written ?? 0) + (parts.reasoning ?? 0);
  return total !== null && plain === total && plain + apart !== total;
}

function inclusive(parts: Usage): Usage {
  const { output, reasoning } = parts;
  return { ...parts, output: output === null ? null : Math.max(0, output - (reasoning ?? 0)) };
}

function exclusive(parts: Usage): Usage {
  const { input, cached, written } = parts;
  return { ...parts, input: input === null ? null : input + (cached ?? 0) + (written ?? 0) };
}

function count(details: JsonRecord, ...keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = details[key];
    if (typeof value === 'number' && value >= 0 && value < Infinity) return value;
  }
  return null;
}

function sum(details: JsonRecord, ...keys: readonly string[]): number | null {
  const known = keys.map((key) => count(details, key)).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}
