/** What of a launched agent is held against what was accepted. */
export type Metric =
  | 'latency'
  | 'ttft'
  | 'progress'
  | 'cost'
  | 'accuracy'
  | 'failures'
  | 'errors'
  | 'calls'
  | 'tokens';

/**
 * `kept`: with 95% certainty no further off than tolerated; `worse`: worse beyond chance and beyond
 * what matters; `not-enough-data`: neither can be said yet; `unknown`: the traces do not tell at all.
 */
export type Status = 'kept' | 'worse' | 'not-enough-data' | 'unknown';

/** One figure that was accepted, or that an accepted one rests on, against what was traced. */
export interface Check {
  readonly metric: Metric;
  /** The percentile, the step or the task that it speaks of. */
  readonly of: string;
  /** In ms, USD, calls, tokens or a share of 1; null where nothing was promised. */
  readonly promised: number | null;
  readonly measured: number | null;
  /** Central 90%; null where so few samples reach no end. */
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly status: Status;
  /** It was signed itself; otherwise a signed figure rests on it. */
  readonly signed: boolean;
  /** Samples that would probably settle it; null where it is settled, or no number would. */
  readonly needed: number | null;
  /** Chance that something twice as far off as tolerated is found with so many samples. */
  readonly power: number | null;
  /** Requests were cut off before this percentile: it is at least as long as measured. */
  readonly lowerBound: boolean;
  /** Why nothing can be said; null where something is. */
  readonly reason: string | null;
}
