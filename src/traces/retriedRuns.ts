import type { Occurrence } from './occurrence.ts';

/** A failed call that is tried again is so at once, or after a pause of seconds. */
const LONGEST_PAUSE_MS = 5000;

/**
 * The runs that failed and were tried again: the same component with the same model began beside them
 * within five seconds. They are attempts of one call, not calls.
 *
 * @param parents of the spans of the trace, by place
 */
export function retriedRuns(
  runs: readonly Occurrence[],
  parents: ArrayLike<number>,
): ReadonlySet<Occurrence> {
  if (!runs.some(isFailedCall)) return NONE;
  const failed = runs.filter(isFailedCall);
  return new Set(failed.filter((run) => runs.some((next) => isRetryOf(next, run, parents))));
}

const NONE: ReadonlySet<Occurrence> = new Set();

function isFailedCall({ failed, chats }: Occurrence): boolean {
  return failed && chats.length > 0;
}

function isRetryOf(next: Occurrence, run: Occurrence, parents: ArrayLike<number>): boolean {
  const pause = next.startMs - run.endMs;
  return (
    next !== run &&
    next.component === run.component &&
    next.model === run.model &&
    parents[next.at] === parents[run.at] &&
    pause >= 0 &&
    pause <= LONGEST_PAUSE_MS &&
    next.chats.length > 0
  );
}
