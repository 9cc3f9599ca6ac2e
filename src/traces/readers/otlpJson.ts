import { asList, asRecord, asText, type JsonRecord } from '../json.ts';

/**
 * Takes a span of a batch before it is looked at, with the name of the library that wrote it and the
 * machine or service whose clock it was written by.
 */
export type SpanVisitor = (span: unknown, scope: string | null, clock: string) => void;

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
  const clock = clockOf(resource?.['resource']);
  for (const entry of asList(scopes)) visitScope(asRecord(entry), clock, visit);
}

function visitScope(entry: JsonRecord | null, clock: string, visit: SpanVisitor): void {
  if (entry === null) return;
  const scope = scopeName(entry);
  for (const span of asList(entry['spans'])) visit(span, scope, clock);
}

const CLOCKS = ['service.name', 'service.instance.id', 'host.name'];

/** Spans of one resource share a clock: that of its service and machine; '' when it names none. */
export function clockOf(resource: unknown): string {
  const parts = asList(asRecord(resource)?.['attributes']).flatMap((entry) => {
    const attribute = asRecord(entry);
    if (!CLOCKS.includes(String(attribute?.['key']))) return [];
    const value = asRecord(attribute?.['value']);
    return [asText(value?.['stringValue'] ?? value?.['string_value']) ?? ''];
  });
  return parts.join(' ');
}

function scopeName(entry: JsonRecord): string | null {
  return asText(asRecord(entry['scope'] ?? entry['instrumentationLibrary'])?.['name']);
}
