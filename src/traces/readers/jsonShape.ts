import { asRecord, type JsonRecord } from '../json.ts';

/** JSON that belongs to observability, but holds no spans; first match wins. */
const SHAPES: readonly { readonly name: string; readonly matches: (o: JsonRecord) => boolean }[] = [
  { name: 'metrics', matches: (o) => 'resourceMetrics' in o },
  { name: 'logs', matches: (o) => 'resourceLogs' in o },
  { name: 'profiles', matches: (o) => 'resourceProfiles' in o },
];

/** What a piece of JSON that no reader takes looks like, in words for the reader. */
export function jsonShape(document: unknown): string {
  if (Array.isArray(document)) return 'a JSON list of no known trace format';
  const object = asRecord(document);
  if (object === null) return 'JSON, but no object';
  return SHAPES.find(({ matches }) => matches(object))?.name ?? 'JSON of no known trace format';
}
