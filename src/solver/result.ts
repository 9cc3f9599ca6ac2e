import type { Corner } from './candidate.ts';
import type { WrittenChoices } from './choices.ts';
import type { HostCost } from './costing/hostRows.ts';
import type { InvestmentGain } from './investmentGains.ts';
import type { NextEval } from './measureNext.ts';
import type { MeasuredRequests } from './problem.ts';
import type { Architecture } from './result/architecture.ts';
import type { CliffDrop, CliffPoint, Exchange } from './result/cliff.ts';
import type { Binding, Explanation } from './result/explanation.ts';
import type { FirstOutput } from './result/firstOutput.ts';
import type { TaskCliff } from './taskCliffs.ts';

export type { Architecture, PeopleCost, TimeIntervals } from './result/architecture.ts';
export type { CliffCause, CliffDrop, CliffPoint, Exchange, ExchangeStep } from './result/cliff.ts';
export type {
  Binding,
  BindingStep,
  ExplainedChange,
  ExplainedPart,
  Explanation,
} from './result/explanation.ts';
export type { FirstOutput, FirstOutputAnswer } from './result/firstOutput.ts';

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

export interface Proposal {
  readonly statement: string;
  readonly choices: WrittenChoices | null;
}
