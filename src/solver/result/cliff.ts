import type { Architecture } from './architecture.ts';

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
