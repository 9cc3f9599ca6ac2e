import { asRecord, type JsonRecord } from '../json.ts';
import { plainReader, type EmitSpan, type Format } from './format.ts';
import { otlpAttributes, otlpStatus, spanIdText, traceIdText } from './otlpWords.ts';
import { firstRecord, has, pick, pickNumber, pickRecord, pickText, recordsOf } from './records.ts';
import { nanosOfAny, secondsBetween } from './times.ts';

/**
 * LiteLLM: StandardLoggingPayload (callbacks, S3 and GCS logs) and rows of `LiteLLM_SpendLogs`. One row
 * is one call at the gateway: there is no request around it.
 */
export const litellm: Format = {
  name: 'litellm',
  label: 'LiteLLM log',
  matches: (document) => {
    const first = firstRecord(document);
    return has(first, 'call_type', 'model', 'startTime') || has(first, 'call_type', 'request_id');
  },
  open: plainReader((document, emit, place) => {
    for (const row of recordsOf(document)) emitCall(asRecord(row), emit, place);
  }),
};

function emitCall(row: JsonRecord | null, emit: EmitSpan, place: string): void {
  if (row === null) return emit(row, null, place);
  const id = pickText(row, 'id', 'request_id');
  const session = pickText(row, 'session_id', 'litellm_session_id', 'trace_id') ?? id;
  const start = nanosOfAny(row['startTime']);
  const end = nanosOfAny(row['endTime']);
  emit(
    {
      traceId: traceIdText(session),
      spanId: spanIdText(id),
      // No span of that id exists: the session is no request whose time could be known.
      parentSpanId: spanIdText(`session ${session ?? ''}`),
      name: `${operationOf(row)} ${pickText(row, 'model_group', 'model') ?? ''}`,
      startTimeUnixNano: start,
      endTimeUnixNano: end,
      attributes: otlpAttributes({
        'budget.source': 'gateway',
        ...identityOf(row),
        ...usageOf(row),
        'gen_ai.response.time_to_first_chunk': firstToken(row, start, end),
        'gen_ai.usage.cost': pickNumber(row, 'response_cost', 'spend'),
      }),
      status: otlpStatus(pickText(row, 'status') === 'failure'),
    },
    null,
    place,
  );
}

/** An answer from the gateway's own cache is no call of the model. */
function identityOf(row: JsonRecord): Record<string, unknown> {
  if (/^true$/i.test(String(row['cache_hit'])))
    return { 'budget.kind': 'memory', 'budget.component': 'gateway-cache' };
  const parameters = pickRecord(row, 'model_parameters');
  const tool = pickText(row, 'mcp_namespaced_tool_name');
  return {
    'gen_ai.operation.name': tool === null ? operationOf(row) : 'execute_tool',
    'gen_ai.tool.name': tool,
    'gen_ai.response.model': tool === null ? pickText(row, 'model') : null,
    'gen_ai.request.reasoning_effort': pick(parameters, 'reasoning_effort'),
  };
}

function operationOf(row: JsonRecord): string {
  const type = pickText(row, 'call_type') ?? '';
  if (/embedding/.test(type)) return 'embeddings';
  if (/rerank/.test(type)) return 'rerank';
  if (/moderation/.test(type)) return 'guard';
  return /mcp_tool/.test(type) ? 'execute_tool' : 'chat';
}

function usageOf(row: JsonRecord): Record<string, unknown> {
  const usage = pickRecord(pickRecord(row, 'response'), 'usage');
  const metadata = pickRecord(pickRecord(row, 'metadata'), 'usage_object');
  const prompt = {
    ...pickRecord(metadata, 'prompt_tokens_details'),
    ...pickRecord(usage, 'prompt_tokens_details', 'input_tokens_details'),
  };
  const completion = {
    ...pickRecord(metadata, 'completion_tokens_details'),
    ...pickRecord(usage, 'completion_tokens_details', 'output_tokens_details'),
  };
  return {
    'gen_ai.usage.input_tokens': pickNumber(row, 'prompt_tokens'),
    'gen_ai.usage.output_tokens': pickNumber(row, 'completion_tokens'),
    'gen_ai.usage.cache_read.input_tokens': pickNumber(prompt, 'cached_tokens'),
    'gen_ai.usage.cache_creation.input_tokens':
      pickNumber(usage, 'cache_creation_input_tokens') ??
      pickNumber(metadata, 'cache_creation_input_tokens'),
    'gen_ai.usage.reasoning.output_tokens': pickNumber(completion, 'reasoning_tokens'),
  };
}

/** `completionStartTime` is a moment, and the end of the call where no first chunk was seen. */
function firstToken(row: JsonRecord, start: string | null, end: string | null): number | null {
  if (row['stream'] === false) return null;
  const first = nanosOfAny(row['completionStartTime']);
  const before = secondsBetween(first, end);
  return before === null || before < 0.001 ? null : secondsBetween(start, first);
}
