import { asList, asRecord, type JsonRecord } from '../json.ts';
import { plainReader, type EmitSpan, type Format } from './format.ts';
import { otlpAttributes, otlpEvent, otlpStatus } from './otlpWords.ts';
import { firstRecord, has, pickRecord, pickText, recordsOf } from './records.ts';
import { nanosAfter, nanosOfIso } from './times.ts';

/** Rows of the collector's ClickHouse table `otel_traces`, as JSONEachRow or CSV. Times without zone are UTC. */
export const clickhouse: Format = {
  name: 'clickhouse',
  label: 'ClickHouse otel_traces rows',
  matches: (document) => has(firstRecord(document), 'TraceId', 'SpanName'),
  open: plainReader((document, emit, place) => {
    for (const row of recordsOf(document)) emitRow(asRecord(row), emit, place);
  }),
};

function emitRow(row: JsonRecord | null, emit: EmitSpan, place: string): void {
  if (row === null) return emit(row, null, place);
  const attributes = pickRecord(row, 'SpanAttributes');
  const start = nanosOfIso(row['Timestamp']);
  emit(
    {
      traceId: row['TraceId'],
      spanId: row['SpanId'],
      parentSpanId: row['ParentSpanId'],
      name: row['SpanName'],
      kind: /consumer/i.test(String(row['SpanKind'])) ? 5 : 1,
      startTimeUnixNano: start,
      endTimeUnixNano: start === null ? null : nanosAfter(start, Number(row['Duration']) / 1e6),
      attributes: otlpAttributes(attributes),
      events: eventsOf(row),
      status: otlpStatus(/error/i.test(String(row['StatusCode']))),
    },
    pickText(row, 'ScopeName') ?? pickText(attributes, 'otel.scope.name'),
    place,
    pickText(row, 'ServiceName') ?? '',
  );
}

/** Nested columns come as parallel lists. */
function eventsOf(row: JsonRecord): unknown[] {
  const times = asList(row['Events.Timestamp']);
  return asList(row['Events.Name']).map((name, index) => otlpEvent(name, nanosOfIso(times[index])));
}
