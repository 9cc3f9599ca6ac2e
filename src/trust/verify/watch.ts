import type { ObservedRequest } from '../observed.ts';
import type { StepRuns } from '../stepRuns.ts';
import type { Check } from './check.ts';

/** A check that knows what it found, and waits for the share of false alarms that it may give. */
export type PlannedCheck = (alpha: number) => Check;

/** Looks at requests as they go by, and says at the end which checks they allow. */
export interface Watch {
  /** @param steps its runs by step; null of a request that failed */
  add(request: ObservedRequest, steps: StepRuns | null): void;
  checks(): PlannedCheck[];
}
