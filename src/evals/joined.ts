import { type Outcome, outcomeKey } from './outcome.ts';

/** What to do with an item that was graded twice and came out differently. */
export type Keep = 'none' | 'first' | 'last';

export interface Joined {
  /** One outcome per item of an architecture, in the order in which they came first. */
  readonly outcomes: readonly Outcome[];
  /** Items that were there before with the same outcome. */
  readonly repeated: number;
  /** Failures that a later run of the same item made good. */
  readonly retried: number;
  /** Items that came out differently, and were not resolved by `keep`. */
  readonly contradictions: readonly { readonly first: Outcome; readonly second: Outcome }[];
  /** Items that came out differently, and were resolved by `keep`. */
  readonly resolved: number;
}

/** Joins outcomes of several runs into one per item: an answer stands for a failure to answer. */
export function joinOutcomes(all: readonly Outcome[], keep: Keep): Joined {
  const kept = new Map<string, Outcome>();
  const counts = { repeated: 0, retried: 0, resolved: 0 };
  const contradictions: { first: Outcome; second: Outcome }[] = [];
  for (const outcome of all) {
    const key = outcomeKey(outcome);
    const before = kept.get(key);
    if (before === undefined) kept.set(key, outcome);
    else if (before.score === outcome.score) counts.repeated += 1;
    else if (before.score === null || outcome.score === null) {
      counts.retried += 1;
      if (before.score === null) kept.set(key, outcome);
    } else if (keep === 'none') contradictions.push({ first: before, second: outcome });
    else {
      counts.resolved += 1;
      if (keep === 'last') kept.set(key, outcome);
    }
  }
  return { outcomes: [...kept.values()], ...counts, contradictions };
}
