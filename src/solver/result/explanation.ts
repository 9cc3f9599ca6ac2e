import type { TimeCorner } from '../latency.ts';
import type { Architecture } from './architecture.ts';

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
