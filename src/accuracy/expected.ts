import type { Interval } from './interval.ts';
import { measured } from './measured.ts';
import { type TaskBase, WIDENING } from './predict.ts';

/** The accuracy to expect of one task of an eval that is not run yet. */
export interface ExpectedTask {
  readonly name: string;
  /** Share of traffic, 0..1. */
  readonly weight: number;
  readonly value: number;
  /** Share of the items, 0..1. */
  readonly share: number;
}

/** Items are spread over tasks as those of the baseline are; evenly where its counts are not known. */
export function itemShares(bases: readonly TaskBase[]): number[] {
  const all = bases.reduce((sum, { counts }) => sum + (counts?.total ?? 0), 0);
  return bases.map(({ counts }) => (counts === null ? 1 / bases.length : counts.total / all));
}

/** Variance of the log odds on one task of an eval to come: its items are spread over the tasks. */
export function expectedNoise(share: number, items: number, tasks: number): number {
  return (WIDENING * tasks) / (items * Math.max(LEAST_VARIANCE, share * (1 - share)));
}

/** Of one item: a share of almost 100% is no reason to expect next to no information. */
const LEAST_VARIANCE = 0.02;

/** The interval of an architecture once so many items are graded, if it is as good as is expected. */
export function expectedInterval(tasks: readonly ExpectedTask[], items: number): Interval {
  const counts = tasks.map(({ name, weight, value, share }) => ({
    name,
    weight,
    passed: value * share * items,
    total: share * items,
  }));
  const { low, high } = measured(counts);
  return { low, high };
}
