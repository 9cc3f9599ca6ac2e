import { binomialTail } from './binomial.ts';
import { mergedOrder, type Ordered, quantileOf } from './ranked.ts';
import type { Samples } from './samples.ts';

/** Requests that were cut off, so that nobody knows how long they would have taken. */
export interface Censoring {
  readonly requests: number;
  /** Where they were cut off, ms. */
  readonly atMs: number;
  /** Percentiles above this share are lower bounds only. */
  readonly known: number;
}

/** How long requests took as far as anybody knows. */
export interface Waited {
  /** Of those that ended well, and of those that look timed out: they took that long at least. */
  readonly times: Ordered;
  readonly censored: Censoring | null;
}

/** Times this close together at the very end are a limit, not chance. */
const SAME = 0.005;

/** So many of them are no coincidence. */
const LEAST = 5;

/** A failure that lasted longer than this percentile of the successes looks like a timeout. */
const LONG = 0.9;

/** Failures that have nothing to do with time last that long in one case of ten: this is no coincidence. */
const SHARE = 2 * (1 - LONG);
const COINCIDENCE = 1e-3;

/**
 * Timeouts in whole requests: failures that took as long as the slowest successes, more of them than
 * chance explains, or a pile of requests that all end at the same longest time. Percentiles of the
 * requests that were quick enough to end well would be too good.
 *
 * @param succeeded how long requests took that ended well, ms
 * @param failures and the others
 */
export function waited(succeeded: Samples, failures: Samples): Waited {
  const n = succeeded.count;
  if (n === 0) return { times: succeeded, censored: null };
  const late = failures.countAbove(quantileOf(succeeded, LONG));
  const timeouts = areTimeouts(late, failures.count) ? late : 0;
  const longest = succeeded.at(n);
  const piled = succeeded.countAbove(longest * (1 - SAME));
  // Even laws with short tails put few of their values into the last half percent of time.
  const pile = piled >= Math.max(LEAST, n * SAME) ? piled : 0;
  const cut = timeouts + pile;
  if (cut === 0) return { times: succeeded, censored: null };
  const timedOut = {
    count: timeouts,
    at: (rank: number) => failures.at(failures.count - late + rank),
  };
  return {
    times: timeouts === 0 ? succeeded : mergedOrder(succeeded, timedOut),
    censored: {
      requests: cut,
      atMs: pile > 0 ? longest : quantileOf(timedOut, 0.5),
      known: 1 - cut / (n + timeouts),
    },
  };
}

function areTimeouts(late: number, failures: number): boolean {
  return (
    late >= LEAST &&
    late >= SHARE * failures &&
    binomialTail(failures, 1 - LONG, late) < COINCIDENCE
  );
}
