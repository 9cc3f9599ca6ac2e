import type { Accuracy } from './accuracy.ts';
import type { Corner, Verdict } from './candidate.ts';
import type { Certified } from './certified.ts';
import type { WrittenChoices } from './choices.ts';
import type { Cost } from './cost.ts';
import type { HostCost } from './costing/hostRows.ts';
import type { Percentiles, TimeCorner, TimeInterval } from './latency.ts';
import type { InvestmentGain } from './investmentGains.ts';
import type { NextEval } from './measureNext.ts';
import type { MeasuredRequests } from './problem.ts';
import type { TaskCliff } from './taskCliffs.ts';

/** The answer for one agent. Latency in ms, money in USD, shares and accuracies in 0..1. */
export interface AgentResult {
  readonly agent: string;
  readonly limits: WrittenLimits;
  readonly searched: {
    /** Architectures at the wanted tools. */
    readonly architectures: number;
    /** Architectures with every set of tools. */
    readonly withTools: number;
    readonly exact: boolean;
    /**
     * Where the search was not exact: every architecture is matched by one that was found, up to this
     * share in times, cost and odds of a right answer; null when nothing is known of the rest.
     */
    readonly epsilon?: number | null;
    /** Size of the frontier. */
    readonly frontier: number;
  };
  readonly feasibleCount: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly exact: boolean;
  };
  readonly feasible: readonly Architecture[];
  readonly frontier: readonly Architecture[];
  readonly pickTwo: readonly Pair[];
  readonly nearMisses: readonly NearMiss[];
  readonly cliff: readonly CliffPoint[];
  /** Its steepest drop; null where it is flat. */
  readonly cliffDrop: CliffDrop | null;
  readonly exchange: Exchange;
  /** Cost per model and host, everything else as in the architecture that is offered. */
  readonly hosts: readonly HostCost[];
  /** Where the end to end limit fails: the same limit asked of first output. */
  readonly ttft: FirstOutput | null;
  /** Where nothing fits: how far each stated limit alone would have to give. Empty where something does. */
  readonly relaxations: readonly Relaxation[];
  readonly proposal: Proposal;
  readonly today: Architecture | null;
  /** Whole requests as the table measured them, in ms; null when it did not. */
  readonly measured: MeasuredRequests | null;
  /** What to attack first; null where no architecture can be pointed at. */
  readonly binding: Binding | null;
  /** The architecture that was asked about, taken apart; null when none was. */
  readonly explained: Explanation | null;
  /** The cliff task by task; empty where the eval tells none apart. */
  readonly taskCliffs: readonly TaskCliff[];
  /** What investments are claimed to change; nothing of it is available today. */
  readonly investments: readonly InvestmentGain[];
  /** The evals that would tell most about the decision. */
  readonly measureNext: readonly NextEval[];
}

export interface WrittenLimits {
  /** Percentile (`p95`) to ms, in the order stated. */
  readonly latency: Readonly<Record<string, number>> | null;
  readonly ttft: Readonly<Record<string, number>> | null;
  readonly progress: Readonly<Record<string, number>> | null;
  readonly deadline: number | null;
  readonly accuracy: {
    readonly atLeast: number;
    readonly eval: string | null;
    readonly tasks: Readonly<Record<string, number>>;
  } | null;
  readonly tools: 'all' | readonly string[] | { readonly atLeast: number };
  readonly cost: {
    readonly perRequest: number | null;
    readonly perConversation: number | null;
    readonly perMonth: number | null;
  } | null;
}

/** By percentile, in ms. */
export type TimeIntervals = Readonly<Record<'p50' | 'p90' | 'p95' | 'p99', TimeInterval>>;

export interface Architecture {
  readonly id: string;
  /** What differs from today, most milliseconds first. */
  readonly name: string;
  readonly choices: WrittenChoices;
  readonly latency: {
    readonly e2e: Percentiles;
    readonly ttft: Percentiles | null;
    readonly progress: Percentiles | null;
    /** Central 90% of the end to end percentiles, given how many calls were measured; null where none was. */
    readonly interval: TimeIntervals | null;
    /** The same of the first token, and of the first sign of work. */
    readonly ttftInterval: TimeIntervals | null;
    readonly progressInterval: TimeIntervals | null;
    /** Bounds that hold whatever the lattice rounds, of limited percentiles within 2% of their limit. */
    readonly certified: readonly Certified[];
  };
  /** The percentile that is minimised and shown: the first listed of the first time limited, else p95 end to end. */
  readonly shown: { readonly percentile: string; readonly ms: number | null };
  readonly accuracy: Accuracy;
  readonly cost: Cost & { readonly people: PeopleCost | null };
  readonly tools: {
    readonly kept: readonly string[];
    readonly of: number;
    readonly coverage: number | null;
    /** The coverage is a product of shares of single tools, since sets were not measured. */
    readonly about: boolean;
  };
  /** One entry per stated limit. */
  readonly meets: Readonly<Partial<Record<Corner, Verdict>>>;
  /** The verdict of month 12; null where cost is not limited, or that month's traffic not stated. */
  readonly meets12Months: { readonly cost: Verdict | null };
}

/** What people cost beside the machines, in USD; wrong answers are null while the accuracy is unknown. */
export interface PeopleCost {
  readonly escalations: number | null;
  readonly wrongAnswers: number | null;
  readonly perRequest: number | null;
  readonly perMonth: number | null;
}

export interface Pair {
  readonly keep: readonly Corner[];
  readonly gives: Corner;
  /** Null when the other limits cannot hold together, whatever this one gives. */
  readonly architecture: Architecture | null;
  /** What it costs, in the units of the corner that gives way. */
  readonly price: string;
  /** Where tools give way: an architecture that keeps more tools, which serve fewer requests; null when none does. */
  readonly moreTools: Architecture | null;
}

export interface NearMiss extends Architecture {
  /** By how much each limit is missed: ms, USD, shares, tools. Corners that hold are absent. */
  readonly misses: Readonly<Partial<Record<Corner, number>>>;
  /** Assignments for `--set` with which it fits; null where a figure is unknown. */
  readonly set: readonly string[] | null;
}

/** One architecture taken apart (`--explain`). */
export interface Explanation {
  readonly architecture: Architecture;
  /** The percentile that changes are told at, of whichever time is minimised. */
  readonly shown: { readonly time: TimeCorner; readonly percentile: string };
  /** In the order of the workflow: every step, tool and shortcut, those that are off included. */
  readonly parts: readonly ExplainedPart[];
  /** By percentile: the end to end time, and the sum of the same percentile of the parts with its error. */
  readonly percentiles: Readonly<
    Record<
      string,
      { readonly ms: number; readonly spreadsheet: number; readonly error: number | null }
    >
  >;
  /** The other orders that the tools may take. */
  readonly order: readonly ExplainedChange[];
}

export interface ExplainedPart {
  readonly name: string;
  readonly choice: string;
  /** What it adds to the end to end time, by percentile; the parts sum to the whole. */
  readonly ms: Readonly<Record<string, number>>;
  /** USD of its calls in a request, monthly costs apart. */
  readonly perRequest: number | null;
  /** Every other way to run it, the rest as it is. */
  readonly changes: readonly ExplainedChange[];
}

/** What changing one choice alone frees: ms of the shown percentile, accuracy (0..1), USD a request; positive is better. */
export interface ExplainedChange {
  readonly to: string;
  readonly frees: {
    readonly ms: number | null;
    readonly points: number | null;
    readonly usd: number | null;
  };
}

/** What to attack first in the architecture that is offered, or that comes closest. */
export interface Binding {
  readonly id: string;
  /** What is to be freed: `latency` stands for whichever time is shown. */
  readonly corner: 'latency' | 'accuracy' | 'cost';
  /** The percentile of the end to end time that `ms` speak of. */
  readonly percentile: string;
  /** The step that frees most when it alone is run as `to`; where no change frees time, the longest. */
  readonly first: {
    readonly step: string;
    readonly to: string | null;
    readonly frees: ExplainedChange['frees'] | null;
  } | null;
  readonly steps: readonly BindingStep[];
}

export interface BindingStep {
  readonly step: string;
  /** What it adds to the end to end percentile; null for the order of the tools. */
  readonly ms: number | null;
  readonly changes: readonly ExplainedChange[];
}

/** The smallest step of one limit that makes something fit. */
export interface Relaxation {
  readonly corner: Corner;
  /** Assignments for `--set`; null when no step of this limit alone helps. */
  readonly set: readonly string[] | null;
  /** What then fits. */
  readonly architecture: Architecture | null;
  /** Why nothing helps; null where something does. */
  readonly why: string | null;
}

/** "Did you mean first token?" */
export interface FirstOutput {
  /** The limit on end to end latency that is asked of first output here. */
  readonly asked: { readonly percentile: string; readonly ms: number };
  readonly streams: readonly string[];
  /** Where nothing streams: the step that is supposed to. */
  readonly supposed: string | null;
  readonly firstToken: FirstOutputAnswer | null;
  readonly progress: FirstOutputAnswer | null;
  /** What waiting for a verdict costs the first token, in an architecture. */
  readonly blocking: {
    readonly steps: readonly string[];
    readonly ms: number;
    readonly id: string;
  } | null;
  /** False where only the architectures that none beats end to end were asked. */
  readonly exact: boolean;
}

/** The earliest first output with all limits kept but the one on end to end latency. */
export interface FirstOutputAnswer {
  readonly ms: number;
  /** It keeps the limit that was asked. */
  readonly holds: boolean;
  readonly architecture: Architecture;
  /** Assignments for `--set` that ask this; null where a step has to stream first. */
  readonly set: readonly string[] | null;
}

/** The best accuracy within a latency limit of `latencyMs`. */
export interface CliffPoint {
  readonly latencyMs: number;
  readonly accuracy: number;
  readonly architecture: Architecture;
}

/** The steepest drop of the cliff: from a slower architecture to a faster one. */
export interface CliffDrop {
  /** Ids. */
  readonly from: string;
  readonly to: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Accuracy lost, 0..1. */
  readonly lost: number;
  /** The task that loses most. */
  readonly task: { readonly name: string; readonly from: number; readonly to: number } | null;
  /** The change that loses most when it alone is made; null where none alone loses anything to speak of. */
  readonly cause: CliffCause | null;
  /** All that differs. */
  readonly changes: readonly CliffCause[];
}

/** A choice that differs: of a step, a shortcut, `tools` or `order`. */
export interface CliffCause {
  readonly of: string;
  readonly from: string;
  readonly to: string;
  /** Accuracy that this change alone loses, 0..1; null where unknown. */
  readonly lost: number | null;
}

/** What time buys along the frontier. */
export interface Exchange {
  /** Along the cliff: the most accurate within each time. */
  readonly accuracy: readonly ExchangeStep[];
  /** Along the cheapest within each time, all stated limits but time and cost kept. */
  readonly cost: readonly ExchangeStep[];
}

/** From a faster architecture to the next slower one. Accuracy in 0..1, money per request. */
export interface ExchangeStep {
  /** Ids. */
  readonly from: string;
  readonly to: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly pointsPerSecond: number | null;
  readonly usdPerSecond: number | null;
}

export interface Proposal {
  readonly statement: string;
  readonly choices: WrittenChoices | null;
}
