import { asList, asRecord, asText, type JsonRecord } from '../json.ts';

/** Takes a span of a batch before it is looked at, with the name of the library that wrote it. */
export type SpanVisitor = (span: unknown, scope: string | null) => void;

/**
 * Visits the spans of one OTLP/JSON object (ExportTraceServiceRequest or TracesData), in the spellings
 * of the JS exporters, of the collector's file exporter and of old versions with
 * `instrumentationLibrarySpans`.
 *
 * @returns whether the object is OTLP traces
 */
export function visitSpans(document: unknown, visit: SpanVisitor): boolean {
  const request = asRecord(document);
  const resources = request && (request['resourceSpans'] ?? request['resource_spans']);
  if (!Array.isArray(resources)) return false;
  for (const resource of resources) visitResource(asRecord(resource), visit);
  return true;
}

function visitResource(resource: JsonRecord | null, visit: SpanVisitor): void {
  const scopes =
    resource?.['scopeSpans'] ??
    resource?.['scope_spans'] ??
    resource?.['instrumentationLibrarySpans'];
  for (const entry of asList(scopes)) visitScope(asRecord(entry), visit);
}

function visitScope(entry: JsonRecord | null, visit: SpanVisitor): void {
  if (entry === null) return;
  const scope = scopeName(entry);
  for (const span of asList(entry['spans'])) visit(span, scope);
}

function scopeName(entry: JsonRecord): string | null {
  return asText(asRecord(entry['scope'] ?? entry['instrumentationLibrary'])?.['name']);
}
