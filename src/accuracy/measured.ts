import type { Counts } from './counts.ts';
import type { Interval } from './interval.ts';
import { weightedMean } from './weightedMean.ts';
import { wilson } from './wilson.ts';

/** Counts on one task, with the task's share of traffic. */
export interface TaskCounts extends Counts {
  readonly name: string;
  readonly weight: number;
}

/** A measured accuracy: every task by Wilson, the overall figure weighted by traffic. */
export interface Measured extends Interval {
  readonly value: number;
  readonly tasks: readonly (Interval & { readonly name: string; readonly value: number })[];
}

/** Accuracy of a measured architecture from its counts, one entry per task (weights sum to 1). */
export function measured(counts: readonly TaskCounts[]): Measured {
  const tasks = counts.map((task) => ({
    name: task.name,
    weight: task.weight,
    value: task.passed / task.total,
    ...wilson(task),
  }));
  return {
    ...weightedMean(tasks),
    tasks: tasks.map(({ name, value, low, high }) => ({ name, value, low, high })),
  };
}
