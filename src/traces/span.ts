/**
 * Where a span's attributes come from. The first three are read; the others are recognised by their
 * attributes so that they can be counted and named, never guessed at.
 */
export type Source = 'plain' | 'OTel GenAI' | 'Langfuse' | ForeignSource;

export type ForeignSource = 'AI SDK 4-6' | 'OpenInference' | 'Traceloop';

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

/**
 * One span of any source, reduced to what measuring needs. It never holds prompts, outputs or tool
 * arguments: what is not listed here is dropped while the line is read.
 */
export interface Span {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  /** Null for a root. */
  readonly parentId: string | null;
  readonly name: string;
  readonly source: Source;
  /** Milliseconds since 1970, with fractions. */
  readonly startMs: number;
  /** Exact to the nanosecond. */
  readonly durationMs: number;
  readonly failed: boolean;
  /** The source says that a request enters here, although the parent may lie in another system. */
  readonly entry: boolean;
  /** `langfuse.observation.type` or `gen_ai.operation.name`, lower-case. */
  readonly operation: string | null;
  readonly agent: string | null;
  readonly tool: string | null;
  readonly dataSource: string | null;
  readonly model: string | null;
  readonly effort: string | null;
  /** Null when missing or not credible. */
  readonly ttftMs: number | null;
  /** A time to first token was given, but it is not between 0 and the duration. */
  readonly ttftRejected: boolean;
  readonly usage: Usage | null;
  /** HTTP, RPC or messaging plumbing. */
  readonly transport: boolean;
  /** A query of a vector store. */
  readonly vectorStore: boolean;
  /** An evaluation result was recorded on it (`gen_ai.evaluation.result`). */
  readonly evaluated: boolean;
}
