import { bigDigits } from '../bigNumbers.ts';
import { asList, asRecord, type JsonRecord } from '../json.ts';
import { plainReader, type EmitSpan, type Format } from './format.ts';
import {
  hexOfDecimal,
  otlpAttributes,
  otlpEvent,
  otlpStatus,
  spanIdText,
  traceIdText,
} from './otlpWords.ts';
import { recordsOf } from './records.ts';
import { nanosOfAny } from './times.ts';

/**
 * Spans as Python programs dump OpenTelemetry's own objects: any-agent (ids and times as decimal
 * numbers above 2^53), smolagents by way of smoltrace (`0x` ids), the console exporter's
 * `span.to_json()` (ISO times), and Phoenix: its REST API, and its data frames as JSON or CSV.
 * Attributes are a plain map, conventions are those of OTLP.
 */
export const python: Format = {
  name: 'python',
  label: 'spans dumped by Python (any-agent, smolagents, Phoenix, console exporter)',
  matches: (document) => {
    const [first] = spansOf(document);
    return first !== undefined && isSpan(nested(asRecord(first)));
  },
  open: plainReader((document, emit, place) => {
    for (const span of spansOf(document)) emitSpan(nested(asRecord(span)), emit, place);
  }),
};

/** Traces of a list, a trace with its spans, spans of a list, or one span. */
function spansOf(document: unknown): readonly unknown[] {
  return recordsOf(document).flatMap((each) => {
    const record = asRecord(each);
    return Array.isArray(record?.['spans']) ? asList(record?.['spans']) : [each];
  });
}

/** A row of a data frame has one column an attribute: `attributes.llm.model_name`, `context.span_id`. */
function nested(row: JsonRecord | null): JsonRecord | null {
  if (row === null || !('context.span_id' in row)) return row;
  return { ...row, context: below(row, 'context.'), attributes: below(row, 'attributes.') };
}

function below(row: JsonRecord, prefix: string): JsonRecord {
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );
}

function isSpan(span: JsonRecord | null): boolean {
  return (
    span !== null &&
    'start_time' in span &&
    'attributes' in span &&
    (asRecord(span['context']) !== null || ('trace_id' in span && 'span_id' in span))
  );
}

function emitSpan(span: JsonRecord | null, emit: EmitSpan, place: string): void {
  if (span === null) return emit(span, null, place);
  const context = asRecord(span['context']) ?? span;
  const parent = asRecord(span['parent']);
  emit(
    {
      traceId: traceIdText(idOf(context['trace_id'])),
      spanId: spanIdText(idOf(context['span_id'])),
      parentSpanId: spanIdText(
        idOf(parent?.['span_id'] ?? span['parent_id'] ?? span['parent_span_id']),
      ),
      name: span['name'],
      kind: /consumer/i.test(String(span['kind'])) ? 5 : 1,
      startTimeUnixNano: nanosOfAny(span['start_time']),
      endTimeUnixNano: nanosOfAny(span['end_time']),
      // Phoenix keeps the kind and the status beside the attributes.
      attributes: otlpAttributes({
        'openinference.span.kind': span['span_kind'],
        ...asRecord(span['attributes']),
      }),
      events: asList(span['events']).map(eventOf),
      status: otlpStatus(isError(asRecord(span['status']) ?? span)),
    },
    scopeOf(span),
    place,
  );
}

/** `0x…` and other text is hex; numbers, also those kept as text, are decimal. */
function idOf(id: unknown): unknown {
  if (typeof id === 'number') return hexOfDecimal(id);
  return (typeof id === 'string' ? hexOfBig(id) : null) ?? id;
}

function hexOfBig(text: string): string | null {
  const digits = bigDigits(text);
  return digits === null ? null : hexOfDecimal(digits);
}

function scopeOf(span: JsonRecord): string | null {
  const name = asRecord(span['instrumentation_scope'] ?? span['scope'])?.['name'];
  return typeof name === 'string' ? name : null;
}

function eventOf(event: unknown): unknown {
  const record = asRecord(event);
  return otlpEvent(record?.['name'], nanosOfAny(record?.['timestamp'] ?? record?.['time']));
}

/** `code: 2` of the enumeration, or its name in any spelling. */
function isError(status: JsonRecord | null): boolean {
  return (
    (status?.['code'] ?? status?.['status_code']) === 2 ||
    /^(?:statuscode\.)?error$/i.test(String(status?.['status_code'] ?? status?.['code'] ?? ''))
  );
}
