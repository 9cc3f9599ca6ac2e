import type { Times } from './times.ts';

/** A way to get one time from two. */
export type Combine = (a: Times, b: Times) => Times;

/** The same, keeping what it made: many options take the same time when they are run again. */
export function remembering(combine: Combine): Combine {
  const made = new Map<Times, Map<Times, Times>>();
  return (a, b) => {
    const withA = made.get(a) ?? new Map<Times, Times>();
    made.set(a, withA);
    const times = withA.get(b) ?? combine(a, b);
    withA.set(b, times);
    return times;
  };
}
