import { asRecord, parseJson, type JsonRecord } from '../json.ts';
import type { Usage } from '../span.ts';
import { slotsOf } from './attributeKeys.ts';
import { textIn, type OwnValues } from './attributes.ts';

const DETAILS = slotsOf('langfuse.observation.usage_details');

/**
 * Keys of `usage_details`: as Langfuse's SDKs and its LangChain handler write them, and as providers do
 * whose usage is handed on as it came. The first that is there counts; of `written`, all.
 */
export const LANGFUSE_KEYS = {
  input: ['input', 'input_tokens', 'prompt_tokens'],
  cached: ['input_cached_tokens', 'input_cache_read', 'cache_read_input_tokens'],
  written: [
    'input_cache_creation',
    'input_cache_creation_5m',
    'input_cache_creation_1h',
    'input_ephemeral_5m_input_tokens',
    'input_ephemeral_1h_input_tokens',
    'cache_creation_input_tokens',
  ],
  output: ['output', 'output_tokens', 'completion_tokens'],
  reasoning: ['output_reasoning_tokens', 'output_reasoning'],
  total: ['total', 'total_tokens'],
} as const;

const WRITTEN: ReadonlySet<string> = new Set(LANGFUSE_KEYS.written);

const NAMED: ReadonlySet<string> = new Set(Object.values(LANGFUSE_KEYS).flat());

/** Counts, and what else was read and made: audio, images, each modality of Vertex AI. */
interface Parts extends Usage {
  readonly otherInput: number;
  readonly otherOutput: number;
}

/**
 * Tokens from `langfuse.observation.usage_details`, a JSON text. The Langfuse SDKs count every kind of
 * tokens that has a key of its own (cached ones, reasoning, audio) beside `input` and `output`; usage
 * written by hand may not, which its `total` tells (trace-formats 1.5). Null when there are none.
 */
export function langfuseUsage(own: OwnValues): Usage | null {
  const text = textIn(own, DETAILS);
  const details = text === null ? null : asRecord(parseJson(text));
  if (details === null) return null;
  const parts = partsOf(details);
  const { otherInput, otherOutput, ...usage } = parts;
  const { input, cached, written, output, reasoning } = usage;
  if (input === null && output === null) return null;
  if (isInclusive(parts, count(details, LANGFUSE_KEYS.total)))
    return { ...usage, output: output === null ? null : Math.max(0, output - (reasoning ?? 0)) };
  return {
    ...usage,
    input: input === null ? null : input + (cached ?? 0) + (written ?? 0) + otherInput,
    output: output === null ? null : output + otherOutput,
  };
}

function partsOf(details: JsonRecord): Parts {
  return {
    input: count(details, LANGFUSE_KEYS.input),
    cached:
      count(details, LANGFUSE_KEYS.cached) ??
      sum(details, (key) => key.startsWith('cached_modality_')),
    written: sum(details, (key) => WRITTEN.has(key)),
    output: count(details, LANGFUSE_KEYS.output),
    reasoning: count(details, LANGFUSE_KEYS.reasoning),
    otherInput: sum(details, isOther('input_')) ?? 0,
    otherOutput: sum(details, isOther('output_')) ?? 0,
  };
}

function isOther(prefix: string): (key: string) => boolean {
  return (key) => key.startsWith(prefix) && !NAMED.has(key);
}

/** Whether what has a key of its own is part of input and output, by the total. */
function isInclusive(parts: Parts, total: number | null): boolean {
  const plain = (parts.input ?? 0) + (parts.output ?? 0);
  const apart =
    (parts.cached ?? 0) +
    (parts.written ?? 0) +
    (parts.reasoning ?? 0) +
    parts.otherInput +
    parts.otherOutput;
  return total !== null && plain === total && plain + apart !== total;
}

function count(details: JsonRecord, keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = details[key];
    if (isCount(value)) return value;
  }
  return null;
}

/** Null where none of the keys fits. */
function sum(details: JsonRecord, fits: (key: string) => boolean): number | null {
  const counts = Object.entries(details).flatMap(([key, value]) =>
    isCount(value) && fits(key) ? [value] : [],
  );
  return counts.length === 0 ? null : counts.reduce((total, value) => total + value, 0);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Infinity;
}
