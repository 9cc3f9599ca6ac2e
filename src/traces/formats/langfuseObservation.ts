import type { JsonRecord } from '../json.ts';
import type { HeldSpan } from './heldSpans.ts';
import { otlpAttributes, spanIdText, traceIdText } from './otlpWords.ts';
import { pick, pickNumber, pickText } from './records.ts';
import { nanosAfter, nanosOfAny } from './times.ts';

/**
 * An observation of Langfuse's API (camelCase), blob export (snake_case) or ingestion body as a span
 * with the attributes that its newer SDKs write; null without ids. Prompts and outputs are not taken.
 */
export function langfuseObservation(row: JsonRecord, type: string | null): HeldSpan | null {
  const traceId = traceIdText(pick(row, 'traceId', 'trace_id'));
  const spanId = spanIdText(pick(row, 'id', 'span_id'));
  if (traceId === null || spanId === null) return null;
  const start = nanosOfAny(pick(row, 'startTime', 'start_time'));
  const kind = (pickText(row, 'type') ?? type ?? 'span').toLowerCase();
  const first = pickText(row, 'completionStartTime', 'completion_start_time');
  return {
    traceId,
    spanId,
    parentSpanId: spanIdText(
      pick(row, 'parentObservationId', 'parent_observation_id', 'parent_span_id'),
    ),
    name: pickText(row, 'name') ?? '',
    startTimeUnixNano: start,
    endTimeUnixNano: endOf(row, start, kind),
    attributes: otlpAttributes({
      'langfuse.observation.type': kind,
      'langfuse.observation.level': pickText(row, 'level'),
      'langfuse.observation.model.name': pickText(
        row,
        'model',
        'provided_model_name',
        'providedModelName',
      ),
      'langfuse.observation.model.parameters': jsonText(
        pick(row, 'modelParameters', 'model_parameters'),
      ),
      'langfuse.observation.usage_details': usageText(row),
      'langfuse.observation.cost_details': costText(row),
      'langfuse.observation.completion_start_time': first === null ? null : isoOf(first),
      'budget.signature': pickText(row, 'budget.signature'),
    }),
    status: { code: 0 },
  };
}

/** Start and end are believed before any latency column; of those, `*Ms` are ms and the others seconds. */
function endOf(row: JsonRecord, start: string | null, kind: string): string | null {
  const end = nanosOfAny(pick(row, 'endTime', 'end_time'));
  if (end !== null || start === null) return end;
  if (kind === 'event') return start;
  const ms = pickNumber(row, 'latencyMs') ?? seconds(pickNumber(row, 'latency'));
  return ms === null ? null : nanosAfter(start, ms);
}

function seconds(value: number | null): number | null {
  return value === null ? null : value * 1000;
}

function jsonText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function usageText(row: JsonRecord): string | null {
  return jsonText(pick(row, 'usageDetails', 'usage_details', 'usage'));
}

function costText(row: JsonRecord): string | null {
  const total = pickNumber(row, 'totalCost', 'total_cost', 'calculatedTotalCost');
  return total === null
    ? jsonText(pick(row, 'costDetails', 'cost_details'))
    : JSON.stringify({ total });
}

/** Without a zone, times are UTC; Date.parse would take them for local ones. */
function isoOf(text: string): string {
  return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text.replace(' ', 'T')}Z`;
}
