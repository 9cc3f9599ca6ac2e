import type { Shift } from '../../accuracy/effect.ts';
import type { TaskCounts } from '../../accuracy/measured.ts';
import type { Learned } from '../../accuracy/model/learn.ts';
import type { TaskBase } from '../../accuracy/predict.ts';

/**
 * Effect of a choice on accuracy against the baseline: one shift in log odds per task of the
 * accuracy model; `null` when the table does not say.
 */
export type Effect = readonly Shift[] | null;

/** What an eval and its table say of how often an agent answers rightly. */
export interface AccuracyModel {
  readonly eval: string;
  readonly bases: readonly TaskBase[];
  /** False when the eval has no tasks, so that `bases` holds one nameless entry. */
  readonly byTask: boolean;
  /** Effects of baseline components that this workflow lacks. */
  readonly constant: Effect;
  readonly rows: readonly MeasuredRow[];
  /** A model fitted to the measured rows; absent where the baseline itself was not measured. */
  readonly learned?: LearnedAccuracy | null;
}

/** How the choices of a problem read as levels of an accuracy model. */
export interface LearnedAccuracy {
  readonly model: Learned;
  /** Whether effects are the model's, so that intervals are, too; else the table's stated ones are used. */
  readonly inUse: boolean;
  /** One entry per factor of the model. */
  readonly factors: readonly LearnedFactor[];
  /** Measured architectures, by their levels. */
  readonly measured: readonly (readonly number[])[];
  /** Items that a measured architecture was typically graded on. */
  readonly items: number;
}

export interface LearnedFactor {
  readonly name: string;
  /** Choices that speak for it: the steps, the shortcut or the tool of a component. Empty when it is no part of this workflow. */
  readonly keys: readonly string[];
  /** Level of a value, hosts left out; `off` included. */
  readonly levels: ReadonlyMap<string, number>;
  /** Level where no key speaks for it. */
  readonly otherwise: number;
}

/** A measured architecture. */
export interface MeasuredRow {
  /** What an architecture must have chosen to be this one: step or shortcut or tool or `order` to allowed values. */
  readonly requires: ReadonlyMap<string, ReadonlySet<string>>;
  readonly counts: readonly TaskCounts[];
  /** Its place among the rows of the eval, from 0; absent for rows that no file lists. */
  readonly index?: number;
}
