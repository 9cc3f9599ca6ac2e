import { asList, asRecord, asText, type JsonRecord } from '../json.ts';

/** A span of a batch before it is looked at, with the name of the library that wrote it. */
export interface RawSpan {
  readonly span: unknown;
  readonly scope: string | null;
}

/**
 * The spans of one OTLP/JSON object (ExportTraceServiceRequest or TracesData), in the spellings of
 * the JS exporters, of the collector's file exporter and of old versions with
 * `instrumentationLibrarySpans`. Null when the object is not OTLP traces.
 */
export function readOtlpJson(document: unknown): RawSpan[] | null {
  const request = asRecord(document);
  const resources = request && (request['resourceSpans'] ?? request['resource_spans']);
  return Array.isArray(resources) ? resources.flatMap(resourceSpans) : null;
}

function resourceSpans(value: unknown): RawSpan[] {
  const resource = asRecord(value);
  if (resource === null) return [];
  const scopes =
    resource['scopeSpans'] ?? resource['scope_spans'] ?? resource['instrumentationLibrarySpans'];
  return asList(scopes).flatMap(scopeSpans);
}

function scopeSpans(value: unknown): RawSpan[] {
  const entry = asRecord(value);
  if (entry === null) return [];
  const scope = scopeName(entry);
  return asList(entry['spans']).map((span) => ({ span, scope }));
}

function scopeName(entry: JsonRecord): string | null {
  return asText(asRecord(entry['scope'] ?? entry['instrumentationLibrary'])?.['name']);
}
