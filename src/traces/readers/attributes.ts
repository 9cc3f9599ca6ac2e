import { asList, asRecord, type JsonRecord } from '../json.ts';
import type { ForeignSource } from '../span.ts';

/** The attributes of one span that measuring reads; every other value is dropped unseen. */
export interface Attributes {
  readonly values: ReadonlyMap<string, string | number | boolean>;
  /** A source whose attributes are recognised but not read yet. */
  readonly foreign: ForeignSource | null;
}

/** No prompts, outputs, arguments, documents or metadata: this list is the privacy promise. */
const ALLOWED: ReadonlySet<string> = new Set([
  'gen_ai.operation.name',
  'gen_ai.agent.name',
  'gen_ai.tool.name',
  'gen_ai.data_source.id',
  'gen_ai.request.model',
  'gen_ai.response.model',
  'gen_ai.request.reasoning.level',
  'gen_ai.request.reasoning_effort',
  'gen_ai.request.reasoning.effort',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.prompt_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.completion_tokens',
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.usage.cache_read_input_tokens',
  'gen_ai.usage.cache_creation.input_tokens',
  'gen_ai.usage.cache_creation_input_tokens',
  'gen_ai.usage.reasoning.output_tokens',
  'gen_ai.usage.reasoning_tokens',
  'gen_ai.response.time_to_first_chunk',
  'gen_ai.client.operation.time_to_first_chunk',
  'gen_ai.server.time_to_first_token',
  'gen_ai.latency.time_to_first_token',
  'langfuse.observation.type',
  'langfuse.observation.level',
  'langfuse.observation.model.name',
  'langfuse.observation.model.parameters',
  'langfuse.observation.usage_details',
  'langfuse.observation.completion_start_time',
  'langfuse.internal.is_app_root',
  'mcp.method.name',
  'error.type',
  'db.system',
  'db.system.name',
  'http.request.method',
  'http.method',
  'rpc.system',
  'messaging.system',
]);

/** Reads the `attributes` of an OTLP span, in any of its spellings. */
export function readAttributes(list: unknown): Attributes {
  const values = new Map<string, string | number | boolean>();
  let foreign: ForeignSource | null = null;
  for (const entry of asList(list)) {
    const attribute = asRecord(entry);
    const key = attribute?.['key'];
    if (typeof key !== 'string') continue;
    if (ALLOWED.has(key)) keep(values, key, asRecord(attribute?.['value']));
    else foreign ??= foreignSource(key);
  }
  return { values, foreign };
}

function foreignSource(key: string): ForeignSource | null {
  if (key === 'openinference.span.kind') return 'OpenInference';
  if (key === 'ai.operationId') return 'AI SDK 4-6';
  return key.startsWith('traceloop.') ? 'Traceloop' : null;
}

function keep(
  values: Map<string, string | number | boolean>,
  key: string,
  wrapped: JsonRecord | null,
): void {
  const value = wrapped && unwrap(wrapped);
  if (value !== null && value !== undefined) values.set(key, value);
}

/** OTLP wraps values by type; the collector also reads the snake_case spelling of the wrappers. */
function unwrap(wrapped: JsonRecord): string | number | boolean | null {
  const number =
    wrapped['intValue'] ??
    wrapped['int_value'] ??
    wrapped['doubleValue'] ??
    wrapped['double_value'];
  if (number !== undefined) return Number(number);
  const other =
    wrapped['stringValue'] ??
    wrapped['string_value'] ??
    wrapped['boolValue'] ??
    wrapped['bool_value'];
  return typeof other === 'string' || typeof other === 'boolean' ? other : null;
}

/** The first of these attributes that holds text. */
export function textOf({ values }: Attributes, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = values.get(key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** The first of these attributes that holds a finite number, 0 or more; text is read as one. */
export function numberOf({ values }: Attributes, ...keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = values.get(key);
    const number = value === undefined || value === '' ? NaN : Number(value);
    if (number >= 0 && number < Infinity) return number;
  }
  return null;
}
