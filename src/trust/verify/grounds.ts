/** What a figure is expected to be, and of how many samples that is known: Infinity where it was stated. */
export interface Expected {
  readonly value: number;
  readonly n: number;
}

/** What signed figures rest on beside the workflow, as the table measured it. */
export interface Grounds {
  /** Requests behind the counts of calls; Infinity where nobody counted. */
  readonly requests: number;
  /** Share of whole requests that failed; null where unknown. */
  readonly failures: Expected | null;
  /** Share of calls of a component's way that failed; null where unknown. */
  errors(component: string, variant: string): Expected | null;
  /** Calls behind the mean tokens of a component's way; Infinity where they were stated. */
  tokenCalls(component: string, variant: string): number;
}

/** Nothing is known of calls and requests but what the workflow says, and that for certain. */
export const NO_GROUNDS: Grounds = {
  requests: Infinity,
  failures: null,
  errors: () => null,
  tokenCalls: () => Infinity,
};
