import type { SpanKind } from './kinds/spanKind.ts';
import type { TraceId } from './traceIds.ts';

/**
 * Whose conventions a span follows. `plain` follows none: it is the user's own code, or another
 * service; `gateway log` is one call as a proxy logs it, without the request around it; `trace object`
 * is a request that its format keeps beside the spans.
 */
export type Source =
  | 'plain'
  | 'your rules'
  | 'OTel GenAI'
  | 'Langfuse'
  | 'OpenInference'
  | 'LangSmith'
  | 'Traceloop'
  | 'AI SDK 4-6'
  | 'Claude Code'
  | 'gateway log'
  | 'trace object';

/** Tokens of one model call; null is "not reported", never 0. */
export interface Usage {
  /** Everything read, cached and written tokens included. */
  readonly input: number | null;
  /** Part of the input read from the prompt cache. */
  readonly cached: number | null;
  /** Part of the input written to the prompt cache. */
  readonly written: number | null;
  /** Visible output: without reasoning where `reasoning` is known, all of the output otherwise. */
  readonly output: number | null;
  readonly reasoning: number | null;
}

/** What many spans have in common: worked out once, and shared by all that look the same. */
export interface SpanTraits {
  readonly name: string;
  readonly source: Source;
  /** By the span itself; its place in the tree may refine this. */
  readonly kind: SpanKind;
  /** Name of the component where a rule of the user's gives it. */
  readonly component: string | null;
  /** What its source calls it (`chat`, `generation`, `ai.streamText.doStream`), lower-case. */
  readonly operation: string | null;
  readonly agent: string | null;
  readonly tool: string | null;
  readonly dataSource: string | null;
  readonly model: string | null;
  readonly effort: string | null;
  /** The name where it says what the span is for; null when it is a model, a number or an operation. */
  readonly meaning: string | null;
  /** Its attributes say so; its status may as well. */
  readonly failed: boolean;
  /** Its attributes say that a request enters here, although the parent may lie in another system. */
  readonly entry: boolean;
  /** Service and machine whose clock wrote its times; '' when that is not known. */
  readonly clock: string;
  /** A consumer of a queue, or a follower: its parent does not wait for it. */
  readonly detached: boolean;
  /** The group in which a database counted it (engines/pushDown); '' elsewhere. */
  readonly signature: string;
}

/** What differs from span to span. */
export interface SpanFigures {
  /** Milliseconds since 1970, with fractions. */
  readonly startMs: number;
  /** Exact to the nanosecond. */
  readonly durationMs: number;
  readonly failed: boolean;
  /** A request enters here, although the parent may lie in another system. */
  readonly entry: boolean;
  /** Null when missing or not credible. */
  readonly ttftMs: number | null;
  /** A time to first token was given, but it is not between 0 and the duration. */
  readonly ttftRejected: boolean;
  readonly usage: Usage | null;
  /** USD, as the source reckons it; null when it does not say. */
  readonly costUsd: number | null;
  /** An evaluation result was recorded on it (`gen_ai.evaluation.result`). */
  readonly evaluated: boolean;
}

/**
 * One span of any source, reduced to what measuring needs. It never holds prompts, outputs or tool
 * arguments: what is not listed here is dropped while the line is read.
 */
export interface Span extends SpanTraits, SpanFigures {
  /** It names no parent. */
  readonly parentless: boolean;
}

/** A span as a reader hands it over. */
export interface ReadSpan extends SpanFigures {
  readonly traceId: TraceId;
  readonly spanId: SpanId;
  readonly parentId: SpanId | null;
  readonly traits: SpanTraits;
}

/** The 64 bits of a span id, as two signed halves: small integers need no memory of their own. */
export interface SpanId {
  readonly high: number;
  readonly low: number;
}

/** The spans of one trace, joined. */
export interface Trace {
  /** By start, then span id; each id once. */
  readonly spans: readonly Span[];
  /** Where in `spans` the parent of each span is; -1 when it is not there. */
  readonly parents: readonly number[];
  /** How many spans came again. */
  readonly duplicates: number;
}
