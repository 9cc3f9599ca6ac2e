import { asList, asRecord, type JsonRecord } from '../json.ts';

interface Shape {
  readonly name: string;
  readonly matches: (object: JsonRecord) => boolean;
}

/** First match wins. */
const SHAPES: readonly Shape[] = [
  { name: 'metrics', matches: (o) => 'resourceMetrics' in o },
  { name: 'logs', matches: (o) => 'resourceLogs' in o },
  { name: 'profiles', matches: (o) => 'resourceProfiles' in o },
  { name: 'Langfuse ingestion batch', matches: (o) => has(first(o['batch']), 'type', 'body') },
  {
    name: 'LangSmith batch',
    matches: (o) => Array.isArray(o['post']) || Array.isArray(o['patch']),
  },
  { name: 'LangSmith runs', matches: (o) => has(o, 'trace_id', 'run_type') },
  { name: 'Jaeger JSON', matches: (o) => has(first(o['data']), 'traceID', 'spans') },
  { name: 'Langfuse observations', matches: (o) => has(first(o['data']), 'traceId', 'startTime') },
  { name: 'Langfuse observations', matches: (o) => has(o, 'trace_id', 'parent_observation_id') },
  { name: 'Langfuse observations', matches: (o) => has(o, 'trace', 'observations') },
  { name: 'ClickHouse otel_traces rows', matches: (o) => has(o, 'TraceId', 'SpanName') },
];

/** What a piece of JSON that is not OTLP traces looks like, in words for the reader. */
export function jsonShape(document: unknown): string {
  if (Array.isArray(document)) return arrayShape(first(document));
  const object = asRecord(document);
  if (object === null) return 'JSON, but no object';
  return SHAPES.find(({ matches }) => matches(object))?.name ?? 'JSON, but not OTLP traces';
}

function arrayShape(element: JsonRecord | null): string {
  if (has(element, 'traceId', 'id')) return 'Zipkin JSON';
  return 'a JSON array, not one object a line';
}

function first(value: unknown): JsonRecord | null {
  return asRecord(asList(value)[0]);
}

function has(object: JsonRecord | null, ...keys: readonly string[]): boolean {
  return object !== null && keys.every((key) => key in object);
}
