import type { Draw } from './courses.ts';
import type { Change } from './statedChanges.ts';

/** A spec and its table as a person reads them; durations in ms, shares in 0..1, money in USD. */
export interface System {
  readonly components: ReadonlyMap<string, Component>;
  /** Of requests, the share and the tools they use; null when not measured. */
  readonly toolSets:
    | readonly { readonly share: number; readonly tools: readonly string[] }[]
    | null;
  readonly evals: ReadonlyMap<string, Eval>;
  readonly agents: ReadonlyMap<string, Agent>;
  /** Open models by name. */
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly gpus: ReadonlyMap<string, Gpu>;
  readonly serving: Serving;
}

/** An open model. */
export interface Shape {
  readonly parameters: number;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headSize: number;
  readonly hidden: number;
  readonly embedding: number;
}

/** A GPU tier: bytes, bytes a second, operations a second at bf16, USD an hour. */
export interface Gpu {
  readonly memory: number;
  readonly bandwidth: number;
  readonly flops: number;
  readonly precision: 'bf16' | 'fp8';
  readonly mbu: number;
  readonly mfu: number;
  readonly price: number;
  readonly spot: boolean;
}

/** How models are kept running. */
export interface Serving {
  readonly hours: number;
  readonly rate: number;
  readonly atLeast: number;
  readonly spare: number;
}

export interface Component {
  readonly name: string;
  readonly kind: string;
  readonly ways: readonly Way[];
  /** Of having it; null when not stated. */
  readonly points: Change | null;
  /** Share of requests; null when not stated. */
  readonly usedBy: number | null;
  readonly calls: Draw<number>;
}

export interface Way {
  /** A variant's name, or `on`. */
  readonly name: string;
  readonly model: string | null;
  readonly effort: string | null;
  /** ms of one call. */
  readonly latency: Draw<number>;
  readonly ttft: Draw<number> | null;
  readonly tokens: Tokens;
  /** USD of one call beside tokens. */
  readonly cost: number;
  /** USD a month. */
  readonly fixed: number;
  /** Input tokens saved. */
  readonly saves: number;
  /** Against the baseline's variant; null when not stated. */
  readonly points: Change | null;
  readonly price: PriceList | null;
  /** Its calls go into a batch. */
  readonly batched: boolean;
  /** The GPU tier that serves it; null on the API of its provider. */
  readonly host: string | null;
}

export interface Tokens {
  readonly input: number;
  readonly prefix: number;
  readonly cached: number;
  readonly written: number;
  readonly written1h: number;
  readonly output: number;
  readonly reasoning: number;
  /** The part of the input that resends the conversation, on average. */
  readonly history: number;
}

/** USD per million tokens, and above how many input tokens other prices hold. */
export interface PriceList {
  readonly input: number;
  readonly cached: number;
  readonly written: number;
  readonly written1h: number;
  readonly output: number;
  /** What a batch charges, as shares of the list; null where there are none. */
  readonly batch: { readonly tokens: number; readonly cached: number } | null;
  /** What the provider caches; null where it caches nothing. */
  readonly cache: CacheTerms | null;
  readonly above: readonly { readonly tokens: number; readonly prices: PriceList }[];
}

export interface CacheTerms {
  /** Shortest prompt that is kept. */
  readonly minimum: number;
  /** Lifetimes in ms. */
  readonly ttls: readonly number[];
  /** Whether writing has a price of its own for 5 minutes and for an hour; else caching is automatic. */
  readonly writes: readonly ('5m' | '1h')[];
}

export interface Eval {
  readonly baseline: number;
  readonly architecture: Written;
  /** Weights by task; one nameless task where the eval tells none apart. */
  readonly tasks: ReadonlyMap<string, number>;
  readonly rows: readonly { readonly architecture: Written; readonly passed: Passed }[];
}

export type Passed = ReadonlyMap<string, Counts>;

export interface Counts {
  readonly passed: number;
  readonly total: number;
}

/** An architecture as files spell it. */
export type Written = Readonly<Record<string, string | readonly string[]>>;

export interface Agent {
  readonly name: string;
  readonly workflow: readonly Item[];
  readonly shortcuts: readonly Shortcut[];
  readonly today: Written | null;
  readonly want: Want;
  /** A month; null when not stated. */
  readonly requests: number | null;
  readonly later: number | null;
  readonly turns: number;
  /** Ms between the requests of a conversation. */
  readonly gap: number;
  readonly activeHours: number;
  readonly peak: number;
  /** Model calls are priced with the prompt cache. */
  readonly caching: boolean;
  readonly hosts: readonly string[];
  readonly wrongAnswer: number | null;
  readonly escalate: { readonly share: number; readonly cost: number } | null;
}

export type Item = StepItem | ToolsItem | { readonly parallel: readonly Item[] } | Sequence;
interface Sequence {
  readonly sequence: readonly Item[];
}

export interface StepItem {
  readonly step: string;
  readonly component: Component;
  /** Variants that may be chosen. */
  readonly ways: readonly Way[];
  readonly optional: boolean;
  readonly chance: number;
  readonly calls: Draw<number>;
  readonly streams: boolean;
  readonly showsProgress: boolean;
  readonly onReject: {
    readonly redo: string;
    readonly chance: number;
    readonly times: number;
  } | null;
}

export interface ToolsItem {
  readonly tools: readonly ToolUse[];
  readonly order: 'series' | 'parallel' | 'any';
}

export interface ToolUse {
  readonly name: string;
  readonly component: Component;
  readonly chance: number;
  readonly calls: Draw<number>;
}

export interface Shortcut {
  readonly use: string;
  readonly component: Component;
  readonly skips: readonly string[];
  readonly hit: number;
  readonly optional: boolean;
}

export interface Want {
  /** A deadline is a limit on p95. */
  readonly latency: Percentiles | null;
  /** `latency` was stated as a deadline. */
  readonly hasDeadline: boolean;
  readonly ttft: Percentiles | null;
  readonly progress: Percentiles | null;
  readonly accuracy: {
    readonly atLeast: number;
    readonly tasks: ReadonlyMap<string, number>;
  } | null;
  readonly evalName: string | null;
  /** `null` when not stated. */
  readonly tools: 'all' | readonly string[] | { readonly at_least: number } | null;
  readonly cost: Readonly<Record<'per_request' | 'per_conversation' | 'per_month', number | null>>;
}

/** Limits as listed: which percentile, and ms. */
export type Percentiles = readonly { readonly p: number; readonly ms: number }[];
