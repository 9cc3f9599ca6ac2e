import type { Interval } from './interval.ts';
import { measured } from './measured.ts';

/** The accuracy to expect of one task of an eval that is not run yet. */
export interface ExpectedTask {
  readonly name: string;
  /** Share of traffic, 0..1. */
  readonly weight: number;
  readonly value: number;
  /** Share of the items, 0..1. */
  readonly share: number;
}

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
