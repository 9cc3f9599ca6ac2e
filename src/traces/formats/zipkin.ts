import { asList, asRecord, type JsonRecord } from '../json.ts';
import { plainReader, type EmitSpan, type Format } from './format.ts';
import { otlpAttributes, otlpEvent, otlpStatus, spanIdText, traceIdText } from './otlpWords.ts';
import { firstRecord, has, recordsOf } from './records.ts';
import { nanosAfter, nanosOfNumber } from './times.ts';

/** Zipkin v2: a JSON array of spans, one array a line or a document. Times are in µs. */
export const zipkin: Format = {
  name: 'zipkin',
  label: 'Zipkin',
  matches: (document) => {
    const first = firstRecord(document);
    return (
      has(first, 'traceId', 'id') &&
      !has(first, 'type') &&
      ['timestamp', 'duration', 'localEndpoint', 'kind'].some((key) => has(first, key))
    );
  },
  open: plainReader((document, emit, place) => {
    const spans = recordsOf(document).map(asRecord);
    const shared = sharedIds(spans);
    for (const span of spans) emitSpan(span, shared, emit, place);
  }),
};

/** The server halves of calls, by the id that they share with the client's half. */
type Shared = ReadonlyMap<string, JsonRecord>;

function sharedIds(spans: readonly (JsonRecord | null)[]): Shared {
  const clients = new Set(
    spans.filter((span) => span?.['shared'] !== true).map((span) => keyOf(span, 'id')),
  );
  return new Map(
    spans.flatMap((span) =>
      span !== null && span['shared'] === true && clients.has(keyOf(span, 'id'))
        ? [[keyOf(span, 'id'), span] as const]
        : [],
    ),
  );
}

function keyOf(span: JsonRecord | null, id: 'id' | 'parentId'): string {
  return `${String(span?.['traceId'])} ${String(span?.[id])}`;
}

function emitSpan(span: JsonRecord | null, shared: Shared, emit: EmitSpan, place: string): void {
  if (span === null) return emit(span, null, place);
  const tags = asRecord(span['tags']) ?? {};
  const start = nanosOfNumber(span['timestamp'], 1000);
  const scope = tags['otel.scope.name'] ?? tags['otel.library.name'];
  emit(
    {
      traceId: traceIdText(span['traceId']),
      ...idsOf(span, shared),
      name: span['name'] ?? '',
      kind: span['kind'] === 'CONSUMER' ? 5 : 1,
      startTimeUnixNano: start,
      endTimeUnixNano:
        start === null || span['duration'] === undefined
          ? null
          : nanosAfter(start, Number(span['duration']) / 1000),
      attributes: otlpAttributes(tags),
      events: asList(span['annotations']).map(eventOf),
      status: otlpStatus('error' in tags || tags['otel.status_code'] === 'ERROR'),
    },
    typeof scope === 'string' ? scope : null,
    place,
    String(serviceOf(span) ?? ''),
  );
}

/**
 * The client's and the server's half of a call may have one id: the server's then becomes a child of
 * the client's, and takes the children of its own service.
 */
function idsOf(span: JsonRecord, shared: Shared): { spanId: unknown; parentSpanId: unknown } {
  const twin = shared.get(keyOf(span, 'id'));
  if (twin === span) return { spanId: serverId(span['id']), parentSpanId: spanIdText(span['id']) };
  const above = shared.get(keyOf(span, 'parentId'));
  const isInServer = above !== undefined && serviceOf(above) === serviceOf(span);
  return {
    spanId: spanIdText(span['id']),
    parentSpanId: isInServer ? serverId(span['parentId']) : spanIdText(span['parentId']),
  };
}

function serverId(id: unknown): string | null {
  return spanIdText(`${String(id)} server`);
}

function serviceOf(span: JsonRecord): unknown {
  return asRecord(span['localEndpoint'])?.['serviceName'];
}

/** Exporters that keep an event's attributes append them to its name as JSON. */
function eventOf(annotation: unknown): unknown {
  const record = asRecord(annotation);
  const [name] = String(record?.['value'] ?? '').split(/[ :]*\{/, 1);
  return otlpEvent(name, nanosOfNumber(record?.['timestamp'], 1000));
}
