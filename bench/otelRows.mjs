// OTLP/JSON lines as rows of the collector's ClickHouse table `otel_traces`, one JSON object a line: what
// its exporter writes, attributes as text (exporter/clickhouseexporter of opentelemetry-collector-contrib).
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const KINDS = ['Unspecified', 'Internal', 'Server', 'Client', 'Producer', 'Consumer'];
const CODES = ['Unset', 'Ok', 'Error'];

/** Writes the spans of a file of OTLP lines as rows; returns how many. */
export async function writeOtelRows(from, to) {
  const output = openSync(to, 'w');
  let rows = 0;
  for await (const line of createInterface({
    input: createReadStream(from),
    crlfDelay: Infinity,
  })) {
    if (line.trim() === '') continue;
    const text = otelRows(JSON.parse(line)).map((row) => `${JSON.stringify(row)}\n`);
    rows += text.length;
    writeSync(output, text.join(''));
  }
  closeSync(output);
  return rows;
}

/** The rows of one batch. */
export function otelRows(document) {
  return list(document.resourceSpans).flatMap(({ resource, scopeSpans }) => {
    const resourceAttributes = attributes(resource?.attributes);
    return list(scopeSpans).flatMap(({ scope, spans }) =>
      list(spans).map((span) => row(span, scope ?? {}, resourceAttributes)),
    );
  });
}

function row(span, scope, resource) {
  const start = BigInt(span.startTimeUnixNano);
  const events = list(span.events);
  return {
    Timestamp: timeText(start),
    TraceId: span.traceId,
    SpanId: span.spanId,
    ParentSpanId: span.parentSpanId ?? '',
    TraceState: '',
    SpanName: span.name,
    SpanKind: KINDS[span.kind ?? 0] ?? 'Unspecified',
    ServiceName: resource['service.name'] ?? '',
    ResourceAttributes: resource,
    ScopeName: scope.name ?? '',
    ScopeVersion: scope.version ?? '',
    SpanAttributes: attributes(span.attributes),
    // The exporter subtracts as signed numbers, and the column is unsigned: what is negative wraps.
    Duration: BigInt.asUintN(64, BigInt(span.endTimeUnixNano) - start).toString(),
    StatusCode: CODES[codeOf(span.status)] ?? 'Unset',
    StatusMessage: span.status?.message ?? '',
    'Events.Timestamp': events.map(({ timeUnixNano }) => timeText(BigInt(timeUnixNano))),
    'Events.Name': events.map(({ name }) => name),
    'Events.Attributes': events.map((event) => attributes(event.attributes)),
    'Links.TraceId': [],
    'Links.SpanId': [],
    'Links.TraceState': [],
    'Links.Attributes': [],
  };
}

function codeOf(status) {
  const code = status?.code ?? 0;
  return code === 'STATUS_CODE_ERROR' ? 2 : code === 'STATUS_CODE_OK' ? 1 : Number(code) || 0;
}

function attributes(pairs) {
  return Object.fromEntries(list(pairs).map(({ key, value }) => [key, textOf(value ?? {})]));
}

/** Lists and maps become JSON. */
function textOf(value) {
  const [[kind, content] = ['stringValue', '']] = Object.entries(value);
  if (kind === 'arrayValue' || kind === 'kvlistValue') return JSON.stringify(content.values ?? []);
  return String(content);
}

function timeText(nanos) {
  const seconds = new Date(Number(nanos / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds.replace('T', ' ')}.${String(nanos % 1_000_000_000n).padStart(9, '0')}`;
}

function list(value) {
  return Array.isArray(value) ? value : [];
}
