import type { Accuracy } from '../accuracy.ts';
import type { Corner, Verdict } from '../candidate.ts';
import type { Certified } from '../certified.ts';
import type { WrittenChoices } from '../choices.ts';
import type { Cost } from '../cost.ts';
import type { Percentiles, TimeInterval } from '../latency.ts';

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
