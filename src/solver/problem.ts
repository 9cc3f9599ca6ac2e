import type { CacheTerms } from '../cost/caching.ts';
import type { Price } from '../cost/price.ts';
import type { Anchor } from '../cost/resend.ts';
import type { Hosting } from '../cost/serving/hosting.ts';
import type { Tokens } from '../cost/tokens.ts';
import type { Traffic } from '../cost/traffic.ts';
import type { CountDistribution, LatencyInput } from '../latency/latencyInput.ts';
import type { Choices } from './choices.ts';
import type { Investment } from './investment.ts';
import type { AccuracyModel, Effect } from './problem/accuracyModel.ts';
import type { Limits } from './problem/limits.ts';

export type {
  AccuracyModel,
  Effect,
  LearnedAccuracy,
  LearnedFactor,
  MeasuredRow,
} from './problem/accuracyModel.ts';
export type { CostLimits, LatencyLimits, Limits, ToolsLimit } from './problem/limits.ts';

/**
 * All that the solver knows: one agent's workflow with what every choice costs, and its limits.
 * Plain data without files, YAML or units: milliseconds, USD, shares in 0..1.
 */
export interface Problem {
  readonly agent: string;
  readonly workflow: SequenceBlock;
  /** In workflow order. */
  readonly steps: readonly Step[];
  readonly tools: ToolGroup | null;
  /** In the order they are consulted when they could be at the same time. */
  readonly shortcuts: readonly Shortcut[];
  readonly limits: Limits;
  readonly accuracy: AccuracyModel | null;
  readonly traffic: Traffic;
  readonly people: People;
  /** Whole requests as measured, whatever architectures they ran on; null when they were not. */
  readonly measured: MeasuredRequests | null;
  /** Levers that take quarters; absent or empty where none are stated. */
  readonly investments?: readonly Investment[];
  /** What runs now. */
  readonly today: Choices | null;
}

/** Latency of whole requests, in ms. */
export interface MeasuredRequests {
  readonly p50: number;
  readonly p95: number;
  readonly n: number | null;
}

/** What happens in which order. The children of a parallel block are sequences. */
export type Block = StepBlock | ToolsBlock | SequenceBlock | ParallelBlock;
export interface StepBlock {
  readonly kind: 'step';
  readonly step: string;
}
export interface ToolsBlock {
  readonly kind: 'tools';
}
export interface SequenceBlock {
  readonly kind: 'sequence';
  readonly items: readonly Block[];
}
export interface ParallelBlock {
  readonly kind: 'parallel';
  readonly branches: readonly SequenceBlock[];
}

/** One way to run a component. */
export interface Option {
  /** As choices spell it: a variant, `variant@host`, or `on` for a component with one way to run. */
  readonly value: string;
  readonly latency: LatencyInput;
  readonly ttft: LatencyInput | null;
  readonly call: CallCost;
  /** USD a month while the option is in use, at launch; hosting included. */
  readonly fixedCost: number;
  /** Input tokens taken off every later model call. */
  readonly saves: number;
  readonly effect: Effect;
  /** Replicas that serve it, for open models on GPUs. */
  readonly hosting?: Hosting;
  /** Its calls go into a batch: done within a day at the latest, as a rule within an hour. */
  readonly batched?: boolean;
}

/** What one call costs. */
export interface CallCost {
  /** USD per call beside tokens. */
  readonly cost: number;
  readonly model: string | null;
  /** Reasoning effort, where the table states one. */
  readonly effort?: string;
  /** Null for a model whose price is unknown, and for components without a model. */
  readonly price: Price | null;
  readonly tokens: Tokens;
  /** False for a model call whose tokens the table does not state: its cost is unknown. */
  readonly tokensKnown: boolean;
  /** Neither a model nor a price is stated, so that it counts as free; absent where one is. */
  readonly isCountedFree?: true;
  /** What the provider caches; absent where nothing is known to be. */
  readonly cache?: CacheTerms;
  /** The part of the input that resends the conversation, on average. Default 0. */
  readonly history?: number;
  /** Tokens without a cache, where the agent is to be priced with one and `tokens` says what it gives at launch. */
  readonly uncached?: Tokens;
  /** Facts about the model, for the reader. */
  readonly about?: ModelFacts;
}

/** What is said about a model beside its cost. */
export interface ModelFacts {
  readonly tier: string | null;
  readonly goodFor: string | null;
  readonly maxOutput: number | null;
}

export interface Step {
  readonly name: string;
  readonly component: string;
  readonly kind: string;
  readonly options: readonly Option[];
  /** `off` may be chosen. */
  readonly optional: boolean;
  readonly offEffect: Effect;
  /** Share of requests that run the step when it is on. */
  readonly chance: number;
  readonly calls: CountDistribution;
  readonly streams: boolean;
  readonly showsProgress: boolean;
  readonly onReject: OnReject | null;
  /** What goes unguarded without it. */
  readonly guards: string | null;
}

/** A verdict rejects with `chance`; then everything from `redo` to the verifier runs again, up to `times`. */
export interface OnReject {
  readonly redo: string;
  readonly chance: number;
  readonly times: number;
}

export interface ToolGroup {
  /** In the order of the workflow. */
  readonly tools: readonly Tool[];
  readonly orders: readonly Order[];
  /** Shares of requests by the tools they use; null when not measured. */
  readonly sets: readonly { readonly share: number; readonly tools: readonly string[] }[] | null;
}

export type Order = 'series' | 'parallel';

export interface Tool {
  readonly name: string;
  /** Several where the tool itself comes in variants; the choice is then listed under the tool's name. */
  readonly options: readonly Option[];
  /** Share of requests that call it, as measured; null when unknown (latency and cost then take 100%). */
  readonly usedBy: number | null;
  /** Share of requests that call it, for latency and cost. */
  readonly chance: number;
  readonly calls: CountDistribution;
  readonly keptEffect: Effect;
  readonly droppedEffect: Effect;
}

/** A lookup before the first skipped step; a hit saves the skipped steps. */
export interface Shortcut {
  readonly name: string;
  readonly skips: readonly string[];
  readonly hit: number;
  readonly optional: boolean;
  readonly lookup: LatencyInput;
  readonly call: CallCost;
  readonly fixedCost: number;
  readonly onEffect: Effect;
  readonly offEffect: Effect;
}

/** What people cost beside the machines; reported apart, never part of a limit. */
export interface People {
  /** USD per wrong answer. */
  readonly wrongAnswer: number | null;
  readonly escalate: { readonly share: number; readonly cost: number } | null;
  /** Shares of users that have sent their request again after a wait, ascending; absent where not stated. */
  readonly patience?: readonly Anchor[];
}
