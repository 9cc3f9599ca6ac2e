import { asList, asRecord, type JsonRecord } from '../json.ts';
import { plainReader, type EmitSpan, type Format } from './format.ts';
import { otlpAttributes, otlpEvent, otlpStatus, spanIdText, traceIdText } from './otlpWords.ts';
import { firstRecord, has, recordsOf } from './records.ts';
import { nanosAfter, nanosOfNumber } from './times.ts';

/** JSON of Jaeger's query API and its UI (jaeger-ui types/trace.ts @ c321fb3). Times are in µs. */
export const jaeger: Format = {
  name: 'jaeger',
  label: 'Jaeger',
  matches: (document) => has(firstRecord(document), 'traceID', 'spans'),
  open: plainReader((document, emit, place) => {
    for (const trace of recordsOf(document)) emitTrace(asRecord(trace), emit, place);
  }),
};

function emitTrace(trace: JsonRecord | null, emit: EmitSpan, place: string): void {
  const processes = asRecord(trace?.['processes']);
  for (const entry of asList(trace?.['spans'])) {
    const span = asRecord(entry);
    const process = asRecord(processes?.[String(span?.['processID'])]);
    emitSpan(span, String(process?.['serviceName'] ?? ''), emit, place);
  }
}

function emitSpan(span: JsonRecord | null, clock: string, emit: EmitSpan, place: string): void {
  if (span === null) return emit(span, null, place);
  const tags = keyValues(span['tags']);
  const reference = parentOf(span);
  const start = nanosOfNumber(span['startTime'], 1000);
  const scope = tags['otel.scope.name'] ?? tags['otel.library.name'];
  emit(
    {
      traceId: traceIdText(span['traceID']),
      spanId: spanIdText(span['spanID']),
      parentSpanId: spanIdText(reference?.['spanID'] ?? span['parentSpanID']),
      name: span['operationName'],
      kind: reference?.['refType'] === 'FOLLOWS_FROM' || tags['span.kind'] === 'consumer' ? 5 : 1,
      startTimeUnixNano: start,
      endTimeUnixNano: start === null ? null : nanosAfter(start, Number(span['duration']) / 1000),
      attributes: otlpAttributes(tags),
      events: asList(span['logs']).map(eventOf),
      status: otlpStatus(isError(tags)),
    },
    typeof scope === 'string' ? scope : null,
    place,
    clock,
  );
}

/** The first CHILD_OF of the same trace, then FOLLOWS_FROM. */
function parentOf(span: JsonRecord): JsonRecord | null {
  const references = asList(span['references'])
    .map(asRecord)
    .filter((each) => each !== null && each['traceID'] === span['traceID']);
  return references.find((each) => each?.['refType'] === 'CHILD_OF') ?? references[0] ?? null;
}

function keyValues(list: unknown): Record<string, unknown> {
  return Object.fromEntries(
    asList(list).flatMap((entry) => {
      const tag = asRecord(entry);
      return typeof tag?.['key'] === 'string' ? [[tag['key'], tag['value']]] : [];
    }),
  );
}

function eventOf(log: unknown): unknown {
  const record = asRecord(log);
  return otlpEvent(
    keyValues(record?.['fields'])['event'],
    nanosOfNumber(record?.['timestamp'], 1000),
  );
}

function isError(tags: Readonly<Record<string, unknown>>): boolean {
  return tags['error'] === true || tags['error'] === 'true' || tags['otel.status_code'] === 'ERROR';
}
