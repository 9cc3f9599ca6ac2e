import { asRecord, type JsonRecord } from '../json.ts';
import { plainReader, type EmitSpan, type Format } from './format.ts';
import { otlpAttributes, otlpStatus, spanIdText, traceIdText } from './otlpWords.ts';
import { firstRecord, has, pick, pickNumber, pickRecord, pickText, recordsOf } from './records.ts';
import { nanosAfter, nanosOfAny } from './times.ts';

/**
 * Helicone requests as its API and exporter write them (HeliconeRequest). One row is one call at the
 * gateway; sessions group them, with a path such as `/agent/verify` in place of parents.
 */
export const helicone: Format = {
  name: 'helicone',
  label: 'Helicone log',
  matches: (document) => has(firstRecord(document), 'request_id', 'request_created_at'),
  open: plainReader((document, emit, place) => {
    for (const row of recordsOf(document)) emitCall(asRecord(row), emit, place);
  }),
};

function emitCall(row: JsonRecord | null, emit: EmitSpan, place: string): void {
  if (row === null) return emit(row, null, place);
  const id = pickText(row, 'request_id');
  const properties = pickRecord(row, 'request_properties', 'properties');
  const session = pickText(properties, 'Helicone-Session-Id') ?? id;
  const start = nanosOfAny(row['request_created_at']);
  emit(
    {
      traceId: traceIdText(session),
      spanId: spanIdText(id),
      parentSpanId: spanIdText(`session ${session ?? ''}`),
      name: 'chat',
      startTimeUnixNano: start,
      endTimeUnixNano: endOf(row, start),
      attributes: otlpAttributes({
        'budget.source': 'gateway',
        ...identityOf(row, properties),
        ...usageOf(row),
        'gen_ai.usage.cost': pickNumber(row, 'costUSD', 'cost_usd', 'cost'),
      }),
      status: otlpStatus((pickNumber(row, 'response_status') ?? 200) >= 400),
    },
    null,
    place,
  );
}

function endOf(row: JsonRecord, start: string | null): string | null {
  const ms = pickNumber(row, 'delay_ms', 'latency');
  if (start !== null && ms !== null) return nanosAfter(start, ms);
  return nanosOfAny(row['response_created_at']);
}

/** Tools and vector stores are logged with a `_type` in place of a model. */
function identityOf(row: JsonRecord, properties: JsonRecord): Record<string, unknown> {
  const body = pickRecord(row, 'request_body');
  const type = pickText(body, '_type');
  const step = pickText(properties, 'Helicone-Session-Path')
    ?.split('/')
    .findLast((part) => part !== '');
  if (type !== null && type !== 'data')
    return {
      'gen_ai.operation.name': type === 'vector_db' ? 'retrieval' : 'execute_tool',
      'gen_ai.tool.name': pickText(body, 'toolName') ?? step ?? null,
    };
  const model = pickText(row, 'response_model', 'model', 'model_override', 'request_model');
  return {
    'gen_ai.operation.name': /embed/i.test(`${pickText(row, 'request_path') ?? ''} ${model ?? ''}`)
      ? 'embeddings'
      : 'chat',
    'gen_ai.agent.name': step ?? null,
    'gen_ai.request.model': pickText(row, 'request_model'),
    'gen_ai.response.model': model,
    'gen_ai.request.reasoning_effort': pick(body, 'reasoning_effort'),
  };
}

function usageOf(row: JsonRecord): Record<string, unknown> {
  const ttft = pickNumber(row, 'time_to_first_token');
  return {
    'gen_ai.usage.input_tokens': pickNumber(row, 'prompt_tokens'),
    'gen_ai.usage.output_tokens': pickNumber(row, 'completion_tokens'),
    'gen_ai.usage.cache_read.input_tokens': pickNumber(row, 'prompt_cache_read_tokens'),
    'gen_ai.usage.cache_creation.input_tokens': pickNumber(row, 'prompt_cache_write_tokens'),
    'ai.response.msToFirstChunk': ttft === 0 ? null : ttft,
  };
}
