import type { LogHistogram } from '../latency/latencyInput.ts';
import type { FilesRead } from './readCounts.ts';
import type { Rejection } from './rejections.ts';
import type { ComponentKind } from './kinds/spanKind.ts';
import type { Source } from './span.ts';

/** What traces say about an agent: the input of a conversion table. All times in ms, shares in 0..1. */
export interface Measurement {
  readonly coverage: Coverage;
  /** Name of the agent, as most requests call their root; null when no request has a named root. */
  readonly agent: string | null;
  /** First and last day of the spans measured, YYYY-MM-DD in UTC; null when there are none. */
  readonly from: string | null;
  readonly to: string | null;
  /** Traces measured: requests, and traces without exactly one root. */
  readonly traces: number;
  readonly spans: number;
  /** Traces with exactly one root: what shares and call counts refer to. */
  readonly requests: number;
  /** Whole requests that did not fail. */
  readonly endToEnd: {
    readonly latency: Durations | null;
    readonly ttft: Durations | null;
    /** First token of any model call that the user waits for. */
    readonly progress: Durations | null;
    /** Time on the critical path that lies in no component. */
    readonly orchestration: Durations | null;
  };
  /** Requests by the set of tools they used (sorted names), most frequent first. */
  readonly toolSets: readonly { readonly tools: readonly string[]; readonly requests: number }[];
  /** In the order in which a request first uses them. */
  readonly components: readonly MeasuredComponent[];
}

export interface MeasuredComponent {
  readonly name: string;
  readonly kind: ComponentKind;
  /** Requests that use it. */
  readonly requests: number;
  /** Number of calls to number of requests with so many, ascending; failed calls included. */
  readonly calls: readonly { readonly count: number; readonly requests: number }[];
  readonly failed: number;
  /** Failed and successful runs; attempts that were made again are neither. */
  readonly runs: number;
  /** Attempts that failed and were made again, where the traces show them. */
  readonly retries: number;
  /** Per request that uses it and did not fail: its time on the critical path, all calls together. */
  readonly onPath: Durations | null;
  /** Sum over the same requests: its time that nobody waited for, ran beside something longer. */
  readonly slackMs: number;
  /** Requests in which it ran beside another component and ended first, by that component. */
  readonly beside: readonly ComponentCount[];
  /** Times that a model call came between two verdicts of it, by the component of that call. */
  readonly redone: readonly ComponentCount[];
  /** From one model call to the next in the same request: how long a prompt cache must hold. */
  readonly gaps: Durations | null;
  /** By name; one of name null when no model is known. Only successful runs are inside: none, none. */
  readonly variants: readonly MeasuredVariant[];
}

export interface ComponentCount {
  readonly component: string;
  readonly count: number;
}

export interface MeasuredVariant {
  /** Null when the component has no variants. */
  readonly name: string | null;
  readonly model: string | null;
  readonly effort: string | null;
  readonly latency: Durations;
  readonly ttft: Durations | null;
  readonly tokens: Readonly<Record<TokenKey, TokenCount | null>>;
  /** USD as the source reckons it, of the runs that say. */
  readonly billed: TokenCount | null;
}

export type TokenKey = 'input' | 'cached' | 'written' | 'output' | 'reasoning';

/** Tokens of the runs that report them. */
export interface TokenCount {
  readonly n: number;
  readonly sum: number;
}

/** Measured durations: mean and max are exact, quantiles come from the histogram. */
export interface Durations {
  readonly n: number;
  readonly mean: number;
  readonly max: number;
  readonly histogram: LogHistogram;
}

/** Where spans come from that are rows of a database or of column files. */
export interface Origin {
  /** For the reader: `ClickHouse table default.otel_traces`. */
  readonly what: string;
  /** Files; 0 for a database. */
  readonly files: number;
  /** What ran where, one fact each. */
  readonly notes: readonly string[];
  /** Traces were sampled by a hash of their id: one in so many was read whole; null when all were. */
  readonly oneIn: number | null;
}

/** What was read, what was left out and why, and what the spans lack. */
export interface Coverage extends FilesRead {
  /** Null for files of lines. Of an origin, lines are rows. */
  readonly origin: Origin | null;
  readonly spans: {
    readonly total: number;
    readonly counted: number;
    readonly duplicate: number;
    readonly rejected: readonly Rejection[];
    /** Counted, but their parent was never seen. */
    readonly orphan: number;
    /** Of the traces measured, by whose conventions they follow; most frequent first. */
    readonly sources: readonly { readonly source: Source; readonly spans: number }[];
  };
  readonly traces: {
    readonly total: number;
    /** They begin before or after the period that was asked for. */
    readonly outside: number;
    /** They hold no model call, tool or agent. */
    readonly withoutAgent: number;
    readonly rootless: number;
    readonly multiRoot: number;
    /** Groups of calls from a gateway's log: calls only, no whole requests. */
    readonly gateway: number;
    /** Requests whose root, or whose last model call, failed. */
    readonly failed: number;
  };
  /** Successful chat calls, and how many of them report what. */
  readonly modelCalls: {
    readonly total: number;
    readonly ttft: number;
    readonly tokens: number;
    readonly reasoning: number;
    readonly effort: number;
  };
  /** Spans that another machine's clock had put outside of their parent: they were moved into it. */
  readonly skewed: number;
  /** Times to first token that were not between 0 and the call's duration. */
  readonly ttftNotCredible: number;
  /** Chat calls of several models inside one component, whose tokens have no common price. */
  readonly unpricedCalls: number;
  /** Components without a single successful run: they have no latency. */
  readonly neverSucceeded: readonly string[];
  /** Share of end-to-end time that lies in named components; null without requests. */
  readonly explained: number | null;
  /** Share of the time of successful requests that is the agent's own; null without any. */
  readonly orchestration: number | null;
}
