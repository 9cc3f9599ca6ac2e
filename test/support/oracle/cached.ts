import { callPrice } from './bill.ts';
import type { Draw } from './courses.ts';
import type { Agent, CacheTerms, Item, StepItem, Tokens, Way } from './system.ts';

/** How long entries live that a call reads or renews: the prefix, and a conversation's own history. */
interface Lifetimes {
  readonly prefix: number;
  readonly history: number;
}

const MINUTES_5 = 300_000;
const HOUR = 3_600_000;

/** An agent whose model calls use the prompt cache as pays best at some number of requests a month. */
export function withCache(agent: Agent, requests: number | null): Agent {
  if (!agent.caching || requests === null) return agent;
  const cachedItem = (item: Item): Item => {
    if ('sequence' in item) return { sequence: item.sequence.map(cachedItem) };
    if ('parallel' in item) return { parallel: item.parallel.map(cachedItem) };
    if ('tools' in item) return item;
    return { ...item, ways: item.ways.map((way) => cachedWay(agent, item, way, requests)) };
  };
  return { ...agent, workflow: agent.workflow.map(cachedItem) };
}

const meanOf = (calls: Draw<number>) =>
  calls.reduce((sum, [chance, count]) => sum + chance * count, 0);

function cachedWay(agent: Agent, step: StepItem, way: Way, requests: number): Way {
  const terms = way.price?.cache ?? null;
  const { cached, written, written1h } = way.tokens;
  const perConversation = agent.turns * step.chance * meanOf(step.calls);
  const isMeasured = cached + written + written1h > 0;
  if (terms === null || way.batched || isMeasured || perConversation === 0) return way;
  const traffic: Traffic = {
    perHour: (requests / agent.turns / (30 * agent.activeHours)) * Math.min(1, perConversation),
    calls: Math.max(1, perConversation),
    gap: agent.gap,
  };
  const ways = lifetimesOf(way.tokens, terms).map((lives) => ({
    ...way,
    tokens: averageOf(way.tokens, terms, traffic, lives),
  }));
  return ways.reduce((best, each) => (callPrice(each, 0) < callPrice(best, 0) ? each : best), way);
}

/** What may be kept, and for how long; nothing below the shortest prompt that is. */
function lifetimesOf({ input, prefix, history }: Tokens, terms: CacheTerms): Lifetimes[] {
  if (prefix + history === 0 || input < terms.minimum) return [];
  if (history === 0 && prefix < terms.minimum) return [];
  const both = (ms: number): Lifetimes => ({ prefix: ms, history: ms });
  if (!terms.writes.includes('5m')) return [both(terms.ttls[0] ?? MINUTES_5)];
  if (!terms.writes.includes('1h') || !terms.ttls.some((ms) => ms >= HOUR))
    return [both(MINUTES_5)];
  return [both(MINUTES_5), both(HOUR), { prefix: HOUR, history: MINUTES_5 }];
}

interface Traffic {
  /** Conversations an hour that make a call at all. */
  readonly perHour: number;
  /** Calls of such a conversation. */
  readonly calls: number;
  /** Mean ms between them, exponential. */
  readonly gap: number;
}

/**
 * Tokens of an average call of a conversation. Calls are taken one by one: the first finds the prefix
 * if another conversation has kept it; a later one finds all of its last prompt if its own conversation
 * came back in time, else what others have kept. What is not found is written anew.
 */
function averageOf(
  tokens: Tokens,
  terms: CacheTerms,
  { perHour, calls, gap }: Traffic,
  lives: Lifetimes,
): Tokens {
  const within = (ms: number) => 1 - Math.exp(-ms / gap);
  const window = lives.prefix + (calls - 1) * gap * within(lives.prefix);
  const byOthers = 1 - Math.exp((-perHour * window) / HOUR);
  const byOwn = within(lives.history);
  const keeps = (prompt: number) => prompt >= terms.minimum;
  const shared = keeps(tokens.prefix) ? tokens.prefix : 0;
  const resends = tokens.history > 0;
  const weights = Array.from({ length: Math.ceil(calls) }, (_, index) =>
    Math.min(1, calls - index),
  );
  const turn = weights.reduce((sum, weight, index) => sum + weight * index, 0) / calls;
  const found = { read: 0, writtenPrefix: 0, writtenHistory: 0 };
  const count = (chance: number, read: number, prefix: number, history: number) => {
    found.read += (chance * read) / calls;
    found.writtenPrefix += (chance * prefix) / calls;
    found.writtenHistory += (chance * history) / calls;
  };
  weights.forEach((weight, index) => {
    const said = turn > 0 ? (tokens.history * index) / turn : 0;
    const prompt = tokens.input - tokens.history + said;
    // The last prompt is in this one, all but the answer to it.
    const last = tokens.prefix + Math.max(0, said - tokens.output);
    const mayFindOwn = resends && index > 0 && keeps(last);
    const own = mayFindOwn ? weight * byOwn : 0;
    const rest = weight - own;
    const isKept =
      index > 0 && !resends ? 1 - (1 - within(lives.prefix)) * (1 - byOthers) : byOthers;
    const writesAll = resends && keeps(prompt);
    count(own, last, 0, writesAll ? prompt - last : 0);
    count(rest * isKept, shared, 0, writesAll ? prompt - shared : 0);
    count(rest * (1 - isKept), 0, shared, writesAll ? prompt - shared : 0);
  });
  const isLong = (ms: number) => ms === HOUR && terms.writes.length > 0;
  const long = {
    prefix: isLong(lives.prefix) ? found.writtenPrefix : 0,
    history: isLong(lives.history) ? found.writtenHistory : 0,
  };
  return {
    ...tokens,
    cached: found.read,
    written: found.writtenPrefix + found.writtenHistory - long.prefix - long.history,
    written1h: long.prefix + long.history,
  };
}
