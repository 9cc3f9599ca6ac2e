import { asList, asRecord, asText, type JsonRecord } from '../json.ts';
import { attributesOfRules, type Rule } from '../rules/rule.ts';
import type { ReadSpan, SpanId, Usage } from '../span.ts';
import { TraceIds, type TraceId } from '../traceIds.ts';
import { AttributeReader, type OwnValues } from './attributes.ts';
import { claudeCodeUsage } from './claudeCode.ts';
import { millisecondsBetween, parseInstant, type Instant } from './instant.ts';
import { langfuseUsage } from './langfuseUsage.ts';
import { reportedCost } from './reportedCost.ts';
import { reportedUsage } from './reportedUsage.ts';
import { BRANCH, type Shape, Shapes } from './shapes.ts';
import { isZero, spanIdOf } from './spanId.ts';
import { traitsOf } from './spanTraits.ts';
import { ttftOf } from './ttft.ts';

/** Why a span is not counted, in words for the reader. */
export type SpanRejection =
  | 'not a span object'
  | 'no trace or span id'
  | 'malformed id'
  | 'no start time'
  | 'unfinished (no end time)'
  | 'impossible time'
  | 'ends before it starts'
  | 'longer than 24 h';

/** Times of a span that are believed, in ms since 1970, and how long it may last. */
export const EARLIEST = Date.UTC(2000, 0, 1);
export const LATEST = Date.UTC(2100, 0, 1);
export const LONGEST_MS = 24 * 3_600_000;

/** Bits 8 and 9 of OTLP span flags: it is known whether the parent is remote, and it is. */
const REMOTE_PARENT = 0x300;

/** Reads the span objects of OTLP/JSON batches. */
export class SpanReader {
  readonly #traceIds = new TraceIds();
  readonly #shapes = new Shapes();
  readonly #attributes: AttributeReader;
  readonly #rules: readonly Rule[];

  constructor(rules: readonly Rule[] = []) {
    this.#rules = rules;
    this.#attributes = new AttributeReader(this.#shapes, attributesOfRules(rules));
  }

  /** One span object, or the reason why it is none. */
  read(value: unknown, scope: string | null, clock = ''): ReadSpan | SpanRejection {
    const raw = asRecord(value);
    if (raw === null) return 'not a span object';
    const ids = this.#readIds(raw);
    if (typeof ids === 'string') return ids;
    const times = readTimes(raw);
    if (typeof times === 'string') return times;
    return this.#describe(raw, this.#startOf(scope ?? '', clock), ids, times);
  }

  /** What is known of every span of a batch. */
  #startOf(scope: string, clock: string): Shape {
    const named = this.#shapes.extend(this.#shapes.start(), BRANCH.scope, scope);
    return clock === '' ? named : this.#shapes.extend(named, BRANCH.clock, clock);
  }

  #readIds(raw: JsonRecord): Ids | SpanRejection {
    const trace = asText(raw['traceId'] ?? raw['trace_id']);
    const span = asText(raw['spanId'] ?? raw['span_id']);
    if (trace === null || span === null) return 'no trace or span id';
    const traceId = this.#traceIds.read(trace);
    const spanId = spanIdOf(span);
    if (traceId === null || spanId === null || isZero(spanId)) return 'malformed id';
    const parent = asText(raw['parentSpanId'] ?? raw['parent_span_id']);
    if (parent === null) return { traceId, spanId, parentId: null };
    const parentId = spanIdOf(parent);
    if (parentId === null && !/^0+$/.test(parent)) return 'malformed id';
    return { traceId, spanId, parentId: parentId === null || isZero(parentId) ? null : parentId };
  }

  #describe(
    raw: JsonRecord,
    named: Shape,
    { traceId, spanId, parentId }: Ids,
    { start, durationMs }: Times,
  ): ReadSpan {
    const scoped = isConsumer(raw['kind'])
      ? this.#shapes.extend(named, BRANCH.kind, 'consumer')
      : named;
    const seen = this.#attributes.read(raw['attributes'], scoped);
    const shape = this.#shapes.extend(seen, BRANCH.name, asText(raw['name']) ?? '');
    const { own } = this.#attributes;
    const { hasOwn } = this.#attributes;
    const usage = hasOwn ? usageOf(own) : null;
    const traits = traitsOf(shape, usage !== null, this.#rules);
    const ttft = ttftOf(own, raw['events'], start);
    const credible = ttft !== null && ttft > 0 && ttft <= durationMs;
    return {
      traceId,
      spanId,
      parentId,
      traits,
      startMs: start.ms + start.ns / 1e6,
      durationMs,
      failed: traits.failed || isFailed(raw['status']),
      entry: traits.entry || isFromElsewhere(raw['flags']),
      ttftMs: credible ? ttft : null,
      ttftRejected: ttft !== null && !credible,
      usage,
      costUsd: hasOwn ? reportedCost(own) : null,
      evaluated: hasEvaluation(raw['events']),
    };
  }
}

/** Tokens, as Langfuse counts them, most others, or Claude Code. */
export function usageOf(own: OwnValues): Usage | null {
  return langfuseUsage(own) ?? reportedUsage(own) ?? claudeCodeUsage(own);
}

interface Ids {
  readonly traceId: TraceId;
  readonly spanId: SpanId;
  readonly parentId: SpanId | null;
}

interface Times {
  readonly start: Instant;
  readonly durationMs: number;
}

function readTimes(raw: JsonRecord): Times | SpanRejection {
  const written = raw['startTimeUnixNano'] ?? raw['start_time_unix_nano'];
  if (written === undefined || written === null) return 'no start time';
  const start = parseInstant(written);
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

/** SPAN_KIND_CONSUMER. */
function isConsumer(kind: unknown): boolean {
  return kind === 5 || kind === 'SPAN_KIND_CONSUMER' || kind === 'CONSUMER';
}

function isFailed(status: unknown): boolean {
  const code = asRecord(status)?.['code'];
  return code === 2 || code === '2' || code === 'STATUS_CODE_ERROR';
}

function isFromElsewhere(flags: unknown): boolean {
  return flags !== undefined && (Number(flags ?? 0) & REMOTE_PARENT) === REMOTE_PARENT;
}

function hasEvaluation(events: unknown): boolean {
  for (const event of asList(events))
    if (asRecord(event)?.['name'] === 'gen_ai.evaluation.result') return true;
  return false;
}
