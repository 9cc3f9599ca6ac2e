import { asList, asRecord, asText, type JsonRecord } from '../json.ts';
import type { Source, Span } from '../span.ts';
import { readAttributes, textOf, type Attributes } from './attributes.ts';
import { effortOf } from './effort.ts';
import { genaiUsage } from './genaiUsage.ts';
import { millisecondsBetween, parseInstant, type Instant } from './instant.ts';
import { langfuseUsage } from './langfuseUsage.ts';
import { modelOf } from './model.ts';
import { ttftOf } from './ttft.ts';

/** Why a span is not counted, in words for the reader. */
export type SpanRejection =
  | 'not a span object'
  | 'no trace or span id'
  | 'malformed id'
  | 'unfinished (no end time)'
  | 'impossible time'
  | 'ends before it starts'
  | 'longer than 24 h';

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const LONGEST_MS = 24 * 3_600_000;
const VECTOR_STORES = /pinecone|qdrant|weaviate|milvus|chroma|pgvector|lancedb|vespa/i;

/** Bits 8 and 9 of OTLP span flags: it is known whether the parent is remote, and it is. */
const REMOTE_PARENT = 0x300;

/** One span object of an OTLP/JSON batch as a {@link Span}, or the reason why it is none. */
export function readOtlpSpan(value: unknown, scope: string | null): Span | SpanRejection {
  const raw = asRecord(value);
  if (raw === null) return 'not a span object';
  const ids = readIds(raw);
  if (typeof ids === 'string') return ids;
  const times = readTimes(raw);
  if (typeof times === 'string') return times;
  return describe(raw, scope, ids, times);
}

type Ids = Pick<Span, 'traceId' | 'spanId' | 'parentId'>;

function readIds(raw: JsonRecord): Ids | SpanRejection {
  const traceId = asText(raw['traceId'] ?? raw['trace_id']);
  const spanId = asText(raw['spanId'] ?? raw['span_id']);
  if (traceId === null || spanId === null) return 'no trace or span id';
  const parent = asText(raw['parentSpanId'] ?? raw['parent_span_id']);
  const parentId = parent === null || /^0+$/.test(parent) ? null : parent.toLowerCase();
  const valid = isId(traceId, 32) && isId(spanId, 16) && (parentId === null || isId(parentId, 16));
  return valid
    ? { traceId: traceId.toLowerCase(), spanId: spanId.toLowerCase(), parentId }
    : 'malformed id';
}

function isId(id: string, digits: number): boolean {
  return id.length === digits && /^[0-9a-f]+$/i.test(id) && !/^0+$/.test(id);
}

interface Times {
  readonly start: Instant;
  readonly durationMs: number;
}

function readTimes(raw: JsonRecord): Times | SpanRejection {
  const start = parseInstant(raw['startTimeUnixNano'] ?? raw['start_time_unix_nano']);
  const end = parseInstant(raw['endTimeUnixNano'] ?? raw['end_time_unix_nano'] ?? '0');
  if (start === null || end === null || !isPlausible(start)) return 'impossible time';
  if (end.ms === 0 && end.ns === 0) return 'unfinished (no end time)';
  const durationMs = millisecondsBetween(start, end);
  if (durationMs < 0) return 'ends before it starts';
  if (!isPlausible(end)) return 'impossible time';
  return durationMs > LONGEST_MS ? 'longer than 24 h' : { start, durationMs };
}

function isPlausible({ ms }: Instant): boolean {
  return ms >= EARLIEST && ms < LATEST;
}

/** One literal, not spread together: millions of spans share one hidden class then. */
function describe(
  raw: JsonRecord,
  scope: string | null,
  ids: Ids,
  { start, durationMs }: Times,
): Span {
  const attributes = readAttributes(raw['attributes']);
  const ttft = ttftOf(attributes, raw['events'], start);
  const credible = ttft !== null && ttft > 0 && ttft <= durationMs;
  return {
    traceId: ids.traceId,
    spanId: ids.spanId,
    parentId: ids.parentId,
    name: asText(raw['name']) ?? '',
    source: sourceOf(attributes, scope),
    startMs: start.ms + start.ns / 1e6,
    durationMs,
    failed: isFailed(raw, attributes),
    entry: isEntry(raw, attributes),
    operation:
      textOf(attributes, 'langfuse.observation.type', 'gen_ai.operation.name')?.toLowerCase() ??
      null,
    agent: textOf(attributes, 'gen_ai.agent.name'),
    tool: textOf(attributes, 'gen_ai.tool.name') ?? mcpTool(raw, attributes),
    dataSource: textOf(attributes, 'gen_ai.data_source.id'),
    model: modelOf(attributes),
    effort: effortOf(attributes),
    ttftMs: credible ? ttft : null,
    ttftRejected: ttft !== null && !credible,
    usage: langfuseUsage(attributes) ?? genaiUsage(attributes),
    transport: ['http.request.method', 'http.method', 'rpc.system', 'messaging.system'].some(
      (key) => attributes.values.has(key),
    ),
    vectorStore: VECTOR_STORES.test(textOf(attributes, 'db.system.name', 'db.system') ?? ''),
    evaluated: hasEvaluation(raw['events']),
  };
}

/** An MCP client names its spans `tools/call <tool>`. */
function mcpTool(raw: JsonRecord, attributes: Attributes): string | null {
  if (textOf(attributes, 'mcp.method.name') !== 'tools/call') return null;
  return asText((asText(raw['name']) ?? '').replace(/^tools\/call\s*/, '')) ?? 'mcp-tool';
}

/** What the span itself says beats what its instrumentation copied from elsewhere. */
function sourceOf(attributes: Attributes, scope: string | null): Source {
  if (attributes.values.has('langfuse.observation.type')) return 'Langfuse';
  if (attributes.foreign !== null) return attributes.foreign;
  if (scope === 'ai') return 'AI SDK 4-6';
  if (attributes.values.has('mcp.method.name')) return 'OTel GenAI';
  for (const key of attributes.values.keys()) if (key.startsWith('gen_ai.')) return 'OTel GenAI';
  return 'plain';
}

/** Langfuse reports failures in its own attribute and leaves the OTLP status unset. */
function isFailed(raw: JsonRecord, attributes: Attributes): boolean {
  const code = asRecord(raw['status'])?.['code'];
  if (code === 2 || code === '2' || code === 'STATUS_CODE_ERROR') return true;
  return (
    attributes.values.has('error.type') ||
    textOf(attributes, 'langfuse.observation.level') === 'ERROR'
  );
}

function isEntry(raw: JsonRecord, { values }: Attributes): boolean {
  const root = values.get('langfuse.internal.is_app_root');
  return (
    root === true ||
    root === 'true' ||
    (Number(raw['flags'] ?? 0) & REMOTE_PARENT) === REMOTE_PARENT
  );
}

function hasEvaluation(events: unknown): boolean {
  return asList(events).some((event) => asRecord(event)?.['name'] === 'gen_ai.evaluation.result');
}
