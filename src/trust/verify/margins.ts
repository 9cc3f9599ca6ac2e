import type { Metric } from './check.ts';

/** How far off a figure may be before it matters, and how sure of that one has to be to pass it. */
export interface Margin {
  /** `relative`: of the promised figure; `absolute`: shares of 1. */
  readonly kind: 'relative' | 'absolute';
  /** A figure that is worse by less does not fail, however certain that is. */
  readonly matters: number;
  /** A figure passes when it is at most this much worse with 95% certainty. */
  readonly tolerated: number;
}

/** docs/trust.md gives the reasons. */
export const MARGINS: Readonly<Record<Metric, Margin>> = {
  latency: { kind: 'relative', matters: 0.05, tolerated: 0.1 },
  ttft: { kind: 'relative', matters: 0.05, tolerated: 0.1 },
  progress: { kind: 'relative', matters: 0.05, tolerated: 0.1 },
  cost: { kind: 'relative', matters: 0.05, tolerated: 0.1 },
  calls: { kind: 'relative', matters: 0.1, tolerated: 0.2 },
  tokens: { kind: 'relative', matters: 0.1, tolerated: 0.2 },
  failures: { kind: 'absolute', matters: 0.01, tolerated: 0.02 },
  errors: { kind: 'absolute', matters: 0.01, tolerated: 0.02 },
  accuracy: { kind: 'absolute', matters: 0.02, tolerated: 0.04 },
};

/** A kept budget is failed one time in twenty at most, over all its checks together. */
export const FALSE_ALARMS = 0.05;
