import type { Gap } from './arrivals.ts';

/** How conversations come, and how often each calls a model with the same prefix. */
export interface CallPattern {
  /** Conversations an hour. */
  readonly perHour: number;
  /** Calls of a conversation, 1 or more; not always whole. */
  readonly calls: number;
  /** Time between the calls of a conversation. */
  readonly gap: Gap;
}

/** Chances that something is still in the prompt cache. */
export interface CacheHits {
  /** The shared prefix, at a conversation's first call. */
  readonly first: number;
  /** The shared prefix, at a later call. */
  readonly later: number;
  /** A conversation's own history. */
  readonly own: number;
  /** The shared prefix, over all calls. */
  readonly all: number;
}

const HOUR = 3_600_000;

/**
 * Cache hits of Poisson conversations whose every call renews an entry for `ttl`: the entry of a
 * prefix is alive while any conversation's window is (an M/G/∞ queue that is not empty), so
 * p_first = 1 − e^(−λL) with L = t + (T−1)·E[min(G,t)] the mean length of a conversation's window,
 * and later calls find it alive by their own conversation (q = P(G<t)) or by another one.
 *
 * @param ttl ms
 */
export function cacheHits({ perHour, calls, gap }: CallPattern, ttl: number): CacheHits {
  const window = (ttl + (calls - 1) * gap.meanUpTo(ttl)) / HOUR;
  const first = 1 - Math.exp(-perHour * window);
  const own = gap.within(ttl);
  const later = 1 - (1 - own) * (1 - first);
  return { first, later, own, all: (first + (calls - 1) * later) / calls };
}
