import { type CacheHits, cacheHits, type CallPattern } from './cacheHits.ts';
import { callCost } from './callCost.ts';
import type { Price } from './price.ts';
import type { Tokens } from './tokens.ts';

/** What a provider caches. */
export interface CacheTerms {
  /** Shortest prompt that is cached, in tokens; null where the price list does not say. */
  readonly minimum: number | null;
  /** How long entries live without use, in ms, shortest first. */
  readonly ttls: readonly number[];
}

/** A way to use the prompt cache; `automatic` where the provider caches by itself and charges no writes. */
export type CachePolicy = 'none' | '5 min' | '1 h' | '1 h prefix, 5 min history' | 'automatic';

/** What a call costs on average with the best use of the cache. */
export interface CachePlan {
  readonly policy: CachePolicy;
  /** Tokens of an average call under the policy. */
  readonly tokens: Tokens;
  /** Chances under the policy; null without a cache. */
  readonly hits: CacheHits | null;
  /** USD per call. */
  readonly perCall: number | null;
  /** USD per call without a cache. */
  readonly uncached: number | null;
  /** Why nothing is cached, where nothing is. */
  readonly why: 'no prefix' | 'below the minimum' | 'no cache' | 'dearer' | null;
}

/** One call of a conversation: a static prefix, the history so far, and what is new. */
export interface CachedCall {
  readonly price: Price;
  readonly terms: CacheTerms;
  /** Tokens of an average call. */
  readonly tokens: Tokens;
  /** The part of the input that resends the conversation, on average over its calls. */
  readonly history: number;
  readonly pattern: CallPattern;
}

const FIVE_MINUTES = 300_000;
const ONE_HOUR = 3_600_000;

/** The cheapest use of the prompt cache for a call, its hit rate derived from how often it is made. */
export function bestCaching(call: CachedCall): CachePlan {
  const uncached = callCost(call.price, plain(call.tokens));
  const plans = policiesOf(call).map((policy) => planOf(call, policy, uncached));
  const none: CachePlan = {
    policy: 'none',
    tokens: plain(call.tokens),
    hits: null,
    perCall: uncached,
    uncached,
    why: whyNone(call, plans.length),
  };
  return plans.reduce(
    (best, plan) => ((plan.perCall ?? Infinity) < (best.perCall ?? Infinity) ? plan : best),
    none,
  );
}

/** The plan of one policy, whether or not it is the best. */
export function planOf(
  call: CachedCall,
  policy: Exclude<CachePolicy, 'none'>,
  uncached: number | null = callCost(call.price, plain(call.tokens)),
): CachePlan {
  const ttls = {
    '5 min': [FIVE_MINUTES, FIVE_MINUTES],
    '1 h': [ONE_HOUR, ONE_HOUR],
    '1 h prefix, 5 min history': [ONE_HOUR, FIVE_MINUTES],
    automatic: [call.terms.ttls[0] ?? FIVE_MINUTES, call.terms.ttls[0] ?? FIVE_MINUTES],
  } as const;
  const [ofPrefix, ofHistory] = ttls[policy];
  const hits = cacheHits(call.pattern, ofPrefix);
  const own = call.pattern.gap.within(ofHistory);
  const split = averageSplit(call, hits, own);
  const tokens: Tokens = {
    ...call.tokens,
    cached: split.read,
    written:
      policy === '1 h'
        ? 0
        : split.writtenHistory +
          (policy === '5 min' || policy === 'automatic' ? split.writtenPrefix : 0),
    written1h:
      policy === '1 h'
        ? split.writtenPrefix + split.writtenHistory
        : policy === '1 h prefix, 5 min history'
          ? split.writtenPrefix
          : 0,
  };
  return { policy, tokens, hits, perCall: callCost(call.price, tokens), uncached, why: null };
}

function plain(tokens: Tokens): Tokens {
  return { ...tokens, cached: 0, written: 0, written1h: 0 };
}

function policiesOf({ price, terms, tokens, history }: CachedCall): Exclude<CachePolicy, 'none'>[] {
  if (price.cached === null || Math.min(tokens.prefix, tokens.input) + history === 0) return [];
  if (terms.minimum !== null && tokens.input < terms.minimum) return [];
  if (history === 0 && terms.minimum !== null && tokens.prefix < terms.minimum) return [];
  if (price.write5m === null) return ['automatic'];
  const long = price.write1h !== null && terms.ttls.some((ttl) => ttl >= ONE_HOUR);
  if (!long) return ['5 min'];
  return history === 0 ? ['5 min', '1 h'] : ['5 min', '1 h', '1 h prefix, 5 min history'];
}

function whyNone({ price, tokens, history }: CachedCall, policies: number): CachePlan['why'] {
  if (policies > 0) return 'dearer';
  if (price.cached === null) return 'no cache';
  return Math.min(tokens.prefix, tokens.input) + history === 0 ? 'no prefix' : 'below the minimum';
}

interface Split {
  readonly read: number;
  readonly writtenPrefix: number;
  readonly writtenHistory: number;
}

/**
 * Tokens that an average call reads from the cache and writes to it. With history the whole prompt is
 * cached, as automatic breakpoints do: a later call that finds its conversation alive reads the prompt
 * of the call before, and writes what was said since; one that does not writes all but the prefix.
 */
function averageSplit(call: CachedCall, hits: CacheHits, own: number): Split {
  const { tokens, history, pattern, terms } = call;
  const prefix = Math.min(tokens.prefix, tokens.input);
  const least = terms.minimum ?? 0;
  const shared = prefix >= least ? prefix : 0;
  const sum = { read: 0, writtenPrefix: 0, writtenHistory: 0 };
  const count = pattern.calls;
  const calls = callsOf(count);
  const meanIndex = calls.reduce((total, { index, weight }) => total + index * weight, 0) / count;
  for (const { index, weight } of calls) {
    // Where its own conversation is no longer there, only others can have kept the prefix warm.
    const warm = index === 0 || history > 0 ? hits.first : hits.later;
    const past = meanIndex > 0 ? (history * index) / meanIndex : 0;
    const prompt = tokens.input - history + past;
    // What the prompt before shares with this one: all of the history but the last answer.
    const before = index === 0 ? 0 : Math.max(0, past - tokens.output);
    const readOwn = history > 0 && index > 0 && prefix + before >= least ? own : 0;
    const read = readOwn * (prefix + before) + (1 - readOwn) * warm * shared;
    const ownWrites = history > 0 && prompt >= least;
    sum.read += weight * read;
    sum.writtenPrefix += weight * (1 - readOwn) * (1 - warm) * shared;
    if (ownWrites) {
      const fromBefore = readOwn * (prompt - prefix - before);
      const afresh = (1 - readOwn) * (prompt - shared);
      sum.writtenHistory += weight * (fromBefore + afresh);
    }
  }
  return {
    read: sum.read / count,
    writtenPrefix: sum.writtenPrefix / count,
    writtenHistory: sum.writtenHistory / count,
  };
}

/** Calls of a conversation, the last one in part where their number is not whole. */
function callsOf(count: number): { index: number; weight: number }[] {
  return Array.from({ length: Math.ceil(count) }, (_, index) => ({
    index,
    weight: Math.min(1, count - index),
  }));
}
