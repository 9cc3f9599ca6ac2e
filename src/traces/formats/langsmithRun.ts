import { asList, asRecord, type JsonRecord } from '../json.ts';
import { otlpAttributes, otlpStatus, spanIdText, traceIdText } from './otlpWords.ts';
import { pick, pickNumber, pickRecord, pickText } from './records.ts';
import { nanosOfAny, secondsBetween } from './times.ts';

/** What one message about a run says, in the words of OTLP; null where it says nothing. */
export function langsmithSpan(run: JsonRecord): JsonRecord {
  const start = nanosOfAny(run['start_time']);
  return {
    traceId: traceIdText(pick(run, 'trace_id')),
    spanId: spanIdText(spanKey(pick(run, 'id'))),
    parentSpanId: spanIdText(spanKey(parentOf(run))),
    name: pickText(run, 'name'),
    startTimeUnixNano: start,
    endTimeUnixNano: nanosOfAny(run['end_time']),
    attributes: otlpAttributes({
      'langsmith.span.kind': pickText(run, 'run_type'),
      ...modelOf(run),
      ...usageOf(run),
      'gen_ai.response.time_to_first_chunk': secondsBetween(start, firstTokenOf(run)),
    }),
    status: run['error'] === undefined || run['error'] === null ? null : otlpStatus(true),
  };
}

/** The root run has the id of its trace; UUIDs made in one millisecond differ in their second half only. */
function spanKey(id: unknown): string | null {
  return typeof id === 'string' ? `run ${id}` : null;
}

/** Without a parent id, the second-last part of `dotted_order` names it. */
function parentOf(run: JsonRecord): string | null {
  const stated = pickText(run, 'parent_run_id');
  if (stated !== null) return stated;
  const above = pickText(run, 'dotted_order')?.split('.').at(-2);
  return above === undefined ? null : above.slice(above.indexOf('Z') + 1);
}

function modelOf(run: JsonRecord): Record<string, unknown> {
  const extra = pickRecord(run, 'extra');
  const parameters = pickRecord(extra, 'invocation_params');
  return {
    'gen_ai.request.model':
      pickText(pickRecord(extra, 'metadata'), 'ls_model_name') ?? pickText(parameters, 'model'),
    'gen_ai.request.reasoning_effort':
      pick(parameters, 'reasoning_effort') ?? pick(pickRecord(parameters, 'reasoning'), 'effort'),
  };
}

/** Exports have columns, in which 0 stands for "none"; the wire has it in the message. */
function usageOf(run: JsonRecord): Record<string, unknown> {
  const message = messageUsage(run);
  const input = pickNumber(message, 'input_tokens') ?? positive(pickNumber(run, 'prompt_tokens'));
  const output =
    pickNumber(message, 'output_tokens') ?? positive(pickNumber(run, 'completion_tokens'));
  if (input === null && output === null) return {};
  const read = {
    ...pickRecord(run, 'prompt_token_details'),
    ...pickRecord(message, 'input_token_details'),
  };
  const made = {
    ...pickRecord(run, 'completion_token_details'),
    ...pickRecord(message, 'output_token_details'),
  };
  return {
    'gen_ai.usage.input_tokens': input,
    'gen_ai.usage.output_tokens': output,
    'gen_ai.usage.cache_read.input_tokens': pickNumber(read, 'cache_read'),
    'gen_ai.usage.cache_creation.input_tokens': pickNumber(read, 'cache_creation'),
    'gen_ai.usage.reasoning.output_tokens': pickNumber(made, 'reasoning'),
    'gen_ai.usage.cost': positive(pickNumber(run, 'total_cost')),
  };
}

function positive(count: number | null): number | null {
  return count === null || count === 0 ? null : count;
}

/** LangChain keeps it in the message, wrapped clients and `traceable` beside it or in the metadata. */
function messageUsage(run: JsonRecord): JsonRecord {
  const outputs = asRecord(run['outputs']);
  const [first] = asList(asList(outputs?.['generations'])[0]);
  const message = asRecord(asRecord(asRecord(first)?.['message'])?.['kwargs']);
  return (
    asRecord(message?.['usage_metadata']) ??
    asRecord(outputs?.['usage_metadata']) ??
    pickRecord(pickRecord(pickRecord(run, 'extra'), 'metadata'), 'usage_metadata')
  );
}

function firstTokenOf(run: JsonRecord): string | null {
  const stated = nanosOfAny(run['first_token_time']);
  if (stated !== null) return stated;
  const event = asList(run['events'])
    .map(asRecord)
    .find((each) => each?.['name'] === 'new_token');
  return nanosOfAny(event?.['time']);
}
