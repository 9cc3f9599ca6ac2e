import type { Option } from './option.ts';
import type { Asked, Times } from './times.ts';
import { OneTime } from './oneTime.ts';
import { SeveralTimes } from './severalTimes.ts';

/** What two halves are judged by beside their times: USD, share right, tools kept. */
export interface Marks {
  readonly cost: number;
  readonly accuracy: number;
  readonly tools: number;
}

/** Two halves of an architecture. */
export interface Joined {
  readonly left: Option;
  readonly right: Option;
}

/** Finds the pairs of halves that no other one beats. */
export interface Contest {
  /** Whether no pair with times no earlier and marks no better than these can be unbeaten. */
  isLost(a: Times, b: Times, marks: Marks): boolean;
  /** A pair that `isLost` did not turn down. */
  enter(left: Option, right: Option, marks: Marks): void;
  /** A pair that is sure to be entered later on. */
  note(left: Option, right: Option, marks: Marks): void;
  /** The pairs that none of the others beats; equal ones stay together. */
  readonly winners: readonly Joined[];
}

/** One for each class of architectures; all ask the same questions. */
export function contestFor(count: number): Contest & { ask(asked: readonly Asked[]): void } {
  return count === 1 ? new OneTime() : new SeveralTimes();
}
