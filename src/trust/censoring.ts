import { succeeded, type ObservedRequest } from './observed.ts';
import { ascendingOf, rankedQuantile } from './ranked.ts';

/** Requests that were cut off, so that nobody knows how long they would have taken. */
export interface Censoring {
  readonly requests: number;
  /** Where they were cut off, ms. */
  readonly atMs: number;
  /** Percentiles above this share are lower bounds only. */
  readonly known: number;
}

/** Times this close together at the very end are a limit, not chance. */
const SAME = 0.005;

/** So many of them are no coincidence. */
const LEAST = 5;

/** A failure that lasted longer than this percentile of the successes looks like a timeout. */
const LONG = 0.9;

/**
 * Timeouts in whole requests: failures that took as long as the slowest successes, or a pile of
 * requests that all end at the same longest time. Null where there is no sign of any.
 */
export function censoring(requests: readonly ObservedRequest[]): Censoring | null {
  const times = ascendingOf(succeeded(requests).map(({ latencyMs }) => latencyMs));
  if (times.length === 0) return null;
  const long = rankedQuantile(times, LONG);
  const failures = requests.filter(({ failed, latencyMs }) => failed && latencyMs > long);
  const longest = times.at(-1)!;
  const piled = times.filter((ms) => ms >= longest * (1 - SAME)).length;
  // Even laws with short tails put few of their values into the last half percent of time.
  const pile = piled >= Math.max(LEAST, times.length * SAME) ? piled : 0;
  const cut = failures.length >= LEAST ? failures.length + pile : pile;
  if (cut === 0) return null;
  const lasted = failures.map(({ latencyMs }) => latencyMs);
  return {
    requests: cut,
    atMs: pile > 0 ? longest : rankedQuantile(ascendingOf(lasted), 0.5),
    known: 1 - cut / (times.length + (failures.length >= LEAST ? failures.length : 0)),
  };
}
