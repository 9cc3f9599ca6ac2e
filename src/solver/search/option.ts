import type { Law } from '../../latency/law.ts';
import type { Order } from '../problem.ts';
import type { Combine } from './remembering.ts';
import type { Sign } from './sign.ts';
import { type Times, timesInParallel, timesInSeries } from './times.ts';

/** What a partial architecture has chosen: leaves hold values, inner nodes join two parts. */
export type Picks =
  | {
      readonly values: readonly (readonly [name: string, value: string])[];
      readonly tools: readonly string[] | null;
      readonly order: Order | null;
    }
  | { readonly left: Picks; readonly right: Picks };

/** One way to run a stretch of the workflow, with all that matters to the rest of it. */
export interface Option extends Times {
  /** Time of its first run, to its end. */
  readonly law: Law;
  /** When its first run shows output, by each rule. */
  readonly signs: readonly Sign[];
  /** The same when a later verifier has it run again: without shortcuts. The very same object where that is no difference. */
  readonly again: Times;
  /** USD of calls per request in its first run; Infinity when unknown. */
  readonly cost: number;
  /** USD of calls when it runs again. */
  readonly costAgain: number;
  /** USD per request for monthly costs, paid once. */
  readonly fixed: number;
  /** Shift in log odds per task. */
  readonly scores: readonly number[];
  /** An effect that the table does not state is among its choices. */
  readonly unknown: boolean;
  /** Measured rows that its choices agree with, a bit each. */
  readonly rows: bigint;
  /** Tools kept. */
  readonly tools: number;
  /** How good the set of tools kept is, where sets are compared by more than their size; else 0. */
  readonly worth: number;
  /** Measured sets of tools that it can still serve, a bit each, where sets are compared by them; else 0. */
  readonly served: bigint;
  readonly picks: Picks;
}

/** All of what an option costs. */
export function costOf(option: Option): number {
  return option.cost + option.fixed;
}

/** An option that takes the same time whenever it is run. */
export function steady<T extends Omit<Option, keyof Times | 'again'>>(
  rest: T,
  times: Times,
): T & Pick<Option, keyof Times | 'again'> {
  const { law, signs } = times;
  return { ...rest, law, signs, again: times };
}

/**
 * One stretch after the other.
 *
 * @param redone what it takes to run them again matters, too
 * @param again combines the times of running them again
 */
export function inSeries(
  one: Option,
  other: Option,
  redone: boolean,
  again: Combine = timesInSeries,
): Option {
  return combined(one, other, redone, { first: timesInSeries, again });
}

/** One stretch beside the other. @param redone what it takes to run them again matters, too */
export function inParallel(one: Option, other: Option, redone: boolean): Option {
  return combined(one, other, redone, { first: timesInParallel, again: timesInParallel });
}

function combined(
  one: Option,
  other: Option,
  redone: boolean,
  combine: { readonly first: Combine; readonly again: Combine },
): Option {
  const times = combine.first(one, other);
  const rest = together(one, other);
  if (!redone || (isSteady(one) && isSteady(other))) return steady(rest, times);
  return {
    ...rest,
    law: times.law,
    signs: times.signs,
    again: combine.again(one.again, other.again),
  };
}

function isSteady({ law, signs, again }: Option): boolean {
  return again.law === law && again.signs === signs;
}

/** What two options have in common, whatever their order or operation. */
export function together(a: Option, b: Option): Omit<Option, keyof Times | 'again'> {
  return {
    cost: a.cost + b.cost,
    costAgain: a.costAgain + b.costAgain,
    fixed: a.fixed + b.fixed,
    scores: a.scores.map((score, task) => score + (b.scores[task] ?? 0)),
    unknown: a.unknown || b.unknown,
    rows: a.rows & b.rows,
    tools: a.tools + b.tools,
    worth: a.worth + b.worth,
    served: a.served | b.served,
    picks: { left: a.picks, right: b.picks },
  };
}
