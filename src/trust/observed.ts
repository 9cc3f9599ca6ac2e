import type { Tokens } from '../cost/tokens.ts';

/** One whole request as it was traced. Times in ms; those of runs count from its start. */
export interface ObservedRequest {
  /** Name of the agent, as the root says it; null when it does not. */
  readonly agent: string | null;
  /** When it began, ms since 1970. */
  readonly startedMs: number;
  readonly failed: boolean;
  readonly latencyMs: number;
  /** Null where the traces do not tell. */
  readonly ttftMs: number | null;
  readonly progressMs: number | null;
  /** By start; attempts that were made again are left out. */
  readonly runs: readonly ObservedRun[];
}

/** One time that a component ran. */
export interface ObservedRun {
  readonly component: string;
  readonly model: string | null;
  readonly effort: string | null;
  /** As `measure` names the variant of model and effort; null without a model. */
  readonly variant: string | null;
  readonly startMs: number;
  readonly endMs: number;
  /** Time of its own, nested components left out. */
  readonly durationMs: number;
  readonly failed: boolean;
  /** Null unless input and output are both reported. */
  readonly tokens: Pick<Tokens, 'input' | 'cached' | 'written' | 'output' | 'reasoning'> | null;
}

/** Requests that ended well: the ones that latency speaks of. */
export function succeeded(requests: readonly ObservedRequest[]): ObservedRequest[] {
  return requests.filter(({ failed }) => !failed);
}
