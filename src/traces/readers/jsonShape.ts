import { asRecord, type JsonRecord } from '../json.ts';

/** JSON that belongs to observability, but that no reader takes; first match wins. */
const SHAPES: readonly { readonly name: string; readonly matches: (o: JsonRecord) => boolean }[] = [
  { name: 'metrics', matches: (o) => 'resourceMetrics' in o },
  { name: 'logs', matches: (o) => 'resourceLogs' in o },
  { name: 'profiles', matches: (o) => 'resourceProfiles' in o },
  ...[
    ['Braintrust', 'span_attributes', 'root_span_id'],
    ['Weave', 'op_name', 'started_at'],
    ['OpenAI Agents SDK', 'span_data', 'started_at'],
    ['Portkey', 'ai_model', 'ai_org'],
    ['Logfire', 'span_name', 'start_timestamp'],
  ].map(([tool = '', ...keys]) => ({
    name: ownFormat(tool),
    matches: (o: JsonRecord) => keys.every((key) => key in o),
  })),
  {
    name: ownFormat('MLflow'),
    matches: (o) => 'info' in o && 'spans' in (asRecord(o['data']) ?? {}),
  },
  {
    name: ownFormat('Datadog'),
    matches: (o) => 'span_kind' in (asRecord(o['attributes']) ?? {}) && o['type'] === 'span',
  },
];

function ownFormat(tool: string): string {
  return `${tool}’s own format, which is not read (OTLP is)`;
}

/** What a piece of JSON that no reader takes looks like, in words for the reader. */
export function jsonShape(document: unknown): string {
  const list = Array.isArray(document) ? document : asRecord(document)?.['data'];
  const object = asRecord(Array.isArray(list) ? list[0] : document);
  const known = object && SHAPES.find(({ matches }) => matches(object))?.name;
  if (known) return known;
  if (Array.isArray(document)) return 'a JSON list of no known trace format';
  return asRecord(document) === null ? 'JSON, but no object' : 'JSON of no known trace format';
}
