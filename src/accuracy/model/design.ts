import type { Counts } from '../counts.ts';
import type { Shift } from '../effect.ts';

/**
 * What the accuracy model knows of an agent: factors (components), each with levels (its variants, or
 * `off`). The first level of every factor is the baseline's.
 */
export interface Factor {
  readonly name: string;
  readonly levels: readonly Level[];
}

export interface Level {
  readonly name: string;
  /** What the table states of this level against the baseline's, one shift per task; null when it states nothing. */
  readonly stated: readonly Shift[] | null;
}

/** An architecture as the model sees it: the index of its level for every factor. */
export type Levels = readonly number[];

/** A measured architecture; `counts` holds one entry per task, null for a task that was not run. */
export interface Observation {
  readonly levels: Levels;
  readonly counts: readonly (Counts | null)[];
}

/** How much effects are expected to vary, as standard deviations in log odds. */
export interface Spread {
  /** Of the effect of a level of which the table states nothing. */
  readonly main: number;
  /** Of the interaction of two levels. */
  readonly pair: number;
  /** Of what is left of a whole architecture. */
  readonly residual: number;
  /** Stated standard deviations are multiplied by this. */
  readonly stated: number;
}

/** Standard deviation of the log odds that all architectures share, before anything is measured. */
export const COMMON_SD = 3;
