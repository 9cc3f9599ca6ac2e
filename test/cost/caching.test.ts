import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exponentialGap } from '../../src/cost/arrivals.ts';
import { cacheHits } from '../../src/cost/cacheHits.ts';
import { bestCaching, type CachedCall, planOf } from '../../src/cost/caching.ts';
import { averageHistory, conversationInput } from '../../src/cost/conversation.ts';
import type { Price } from '../../src/cost/price.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import { NO_TOKENS, perMillion, SONNET } from '../support/problems.ts';

fc.configureGlobal({ seed: 20261120 });

const HAIKU = perMillion({ input: 1, output: 5, cached: 0.1, write5m: 1.25, write1h: 2 });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GAP = exponentialGap(1.5 * MINUTE);

describe('hits of the prompt cache (methods: Poisson conversations, gaps of 1.5 minutes, 4 calls)', () => {
  test.each([
    ['1,500 a month over 24 h, 5 min', 1500 / 720, 5 * MINUTE, 0.277, 0.8],
    ['1,500 a month over 24 h, 1 h', 1500 / 720, HOUR, 0.893, 0.973],
    ['1,500 a month over 10 h, 5 min', 5, 5 * MINUTE, 0.541, 0.873],
    ['1,500 a month over 10 h, 1 h', 5, HOUR, 0.995, 0.999],
  ])('%s: first and all calls warm', (_, perHour, ttl, first, all) => {
    const hits = cacheHits({ perHour, calls: 4, gap: GAP }, ttl);
    expect(hits.first).toBeCloseTo(first, 3);
    expect(hits.all).toBeCloseTo(all, 3);
  });

  test('single calls at 1,500 a month are warm in 15.9% over 24 h, 34.1% over 10 h', () => {
    const single = (perHour: number) =>
      cacheHits({ perHour, calls: 1, gap: GAP }, 5 * MINUTE).first;
    expect(single(1500 / 720)).toBeCloseTo(0.159, 3);
    expect(single(5)).toBeCloseTo(0.341, 3);
  });

  test('with a mean gap of 6 minutes 87.7% of later calls are warm, at 5 conversations an hour', () => {
    const gap = exponentialGap(6 * MINUTE);
    expect(cacheHits({ perHour: 5, calls: 4, gap }, 5 * MINUTE).later).toBeCloseTo(0.877, 3);
  });

  test('agree with playing 200,000 conversations, to 0.5 points', () => {
    for (const [perHour, calls, gapMs, ttl] of [
      [2.083, 4, 1.5 * MINUTE, 5 * MINUTE],
      [5, 3, 6 * MINUTE, 5 * MINUTE],
      [0.7, 6, 1.5 * MINUTE, HOUR],
    ] as const) {
      const played = play(perHour, calls, gapMs, ttl);
      const hits = cacheHits({ perHour, calls, gap: exponentialGap(gapMs) }, ttl);
      expect(hits.first).toBeCloseTo(played.first, 2);
      expect(hits.later).toBeCloseTo(played.later, 2);
    }
  });

  test('more traffic, longer lives and shorter gaps never make it colder', () => {
    const rate = fc.double({ min: 0.01, max: 200, noNaN: true });
    const minutes = fc.double({ min: 0.1, max: 120, noNaN: true });
    fc.assert(
      fc.property(
        rate,
        fc.integer({ min: 1, max: 12 }),
        minutes,
        minutes,
        (perHour, calls, gap, ttl) => {
          const hits = (factor: number, life: number, wait: number) =>
            cacheHits(
              { perHour: perHour * factor, calls, gap: exponentialGap(gap * wait * MINUTE) },
              ttl * life * MINUTE,
            );
          const base = hits(1, 1, 1);
          expect(hits(2, 1, 1).all).toBeGreaterThanOrEqual(base.all - 1e-12);
          expect(hits(1, 2, 1).all).toBeGreaterThanOrEqual(base.all - 1e-12);
          expect(hits(1, 1, 0.5).own).toBeGreaterThanOrEqual(base.own - 1e-12);
          expect(base.first).toBeLessThanOrEqual(base.later + 1e-12);
        },
      ),
    );
  });
});

/** Monte Carlo: a cache entry that every call renews. */
function play(perHour: number, calls: number, gapMs: number, ttl: number) {
  const random = mulberry32(7);
  const wait = (mean: number) => -Math.log(1 - random()) * mean;
  const events: { at: number; isFirst: boolean }[] = [];
  let start = 0;
  for (let index = 0; index < 200_000; index++) {
    start += wait(HOUR / perHour);
    let at = start;
    for (let call = 0; call < calls; call++) {
      if (call > 0) at += wait(gapMs);
      events.push({ at, isFirst: call === 0 });
    }
  }
  events.sort((a, b) => a.at - b.at);
  const counts = { first: [0, 0], later: [0, 0] };
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, isFirst } of events) {
    const pair = isFirst ? counts.first : counts.later;
    pair[0] = (pair[0] ?? 0) + Number(at - last < ttl);
    pair[1] = (pair[1] ?? 0) + 1;
    last = at;
  }
  const share = ([warm = 0, all = 1]: number[]) => warm / all;
  return { first: share(counts.first), later: share(counts.later) };
}

/** A call of a conversation that shares a prefix and resends its history. */
function call(given: {
  calls: number;
  perHour: number;
  prefix?: number;
  price?: Price;
  minimum?: number;
}): CachedCall {
  const { calls, perHour, prefix = 10_000, price = SONNET, minimum = 1024 } = given;
  const shape = { prefix, fresh: 150, output: 200, calls };
  const history = averageHistory(shape);
  return {
    price,
    terms: { minimum, ttls: [5 * MINUTE, HOUR] },
    tokens: { ...NO_TOKENS, input: prefix + 150 + history, prefix, output: 200 },
    history,
    pattern: { perHour, calls, gap: GAP },
  };
}

function saving(given: CachedCall): number {
  const plan = planOf(given, '5 min');
  return 1 - (plan.perCall ?? Number.NaN) / (plan.uncached ?? Number.NaN);
}

describe('what caching a 10k prompt saves at 1,500 conversations a month, 5 minutes', () => {
  test.each([
    [1, -0.06],
    [2, 0.37],
    [3, 0.52],
    [4, 0.59],
    [6, 0.67],
  ])('with %d calls a conversation spread over 24 h: %d', (calls, share) => {
    expect(saving(call({ calls, perHour: 1500 / 720 }))).toBeCloseTo(share, 2);
  });

  // The published figures are whole percents: 12, 49, 61, 67, 72.
  test.each([
    [1, 12],
    [2, 49],
    [3, 61],
    [4, 67],
    [6, 72],
  ])('with %d calls in a day of 10 h: %d%%', (calls, percent) => {
    expect(Math.abs(100 * saving(call({ calls, perHour: 5 })) - percent)).toBeLessThan(1);
  });
});

describe('from $50 to $800 a month: 500 to 8,000 conversations of 3 calls, $0.1035 each', () => {
  const at = (conversations: number) => call({ calls: 3, perHour: conversations / 720 });
  const month = (conversations: number, policy: '5 min' | '1 h prefix, 5 min history') =>
    (planOf(at(conversations), policy).perCall ?? 0) * 3 * conversations;

  test('is linear without a cache: $51.75 and $828', () => {
    for (const [conversations, usd] of [
      [500, 51.75],
      [8000, 828],
    ] as const) {
      const { uncached } = planOf(at(conversations), '5 min');
      expect((uncached ?? 0) * 3 * conversations).toBeCloseTo(usd, 8);
    }
  });

  test('but $240 with 5 minutes, $172 with 1 h for the prefix and 5 minutes for the history', () => {
    expect(month(8000, '5 min')).toBeCloseTo(240, 0);
    expect(month(8000, '1 h prefix, 5 min history')).toBeCloseTo(172, 0);
  });

  test('so that a conversation gets cheaper as there are more', () => {
    expect(month(8000, '5 min') / 8000).toBeLessThan(month(500, '5 min') / 500);
  });
});

describe('the best policy', () => {
  const single = (perHour: number, price = SONNET) =>
    bestCaching({ ...call({ calls: 1, perHour, price }), history: 0 });

  test('is none below 0.75 calls an hour, then 1 h', () => {
    expect(single(0.74).policy).toBe('none');
    expect(single(0.74).why).toBe('dearer');
    expect(single(0.76).policy).toBe('1 h');
  });

  test('is 5 minutes where calls come so often that they keep it alive', () => {
    expect(single(500).policy).toBe('5 min');
  });

  test('is 1 h for the prefix and 5 minutes for the history in a usual conversation', () => {
    expect(bestCaching(call({ calls: 4, perHour: 11 })).policy).toBe('1 h prefix, 5 min history');
  });

  test('is automatic where writing is free, and then never dearer than none', () => {
    const free = perMillion({ input: 1.25, output: 10, cached: 0.125 });
    const plan = single(0.1, free);
    expect(plan.policy).toBe('automatic');
    expect(plan.perCall).toBeLessThan(plan.uncached ?? 0);
  });

  test('is none below the minimum: a 2,000-token Haiku prompt costs $22.05 a month either way', () => {
    const haiku = (minimum: number) =>
      call({ calls: 4, perHour: 1500 / 720, prefix: 2000, price: HAIKU, minimum });
    const inert = bestCaching(haiku(4096));
    expect(inert).toMatchObject({ policy: 'none', why: 'below the minimum' });
    expect((inert.perCall ?? 0) * 6000).toBeCloseTo(22.05, 10);
    expect((bestCaching(haiku(1024)).perCall ?? 0) * 6000).toBeLessThan(13);
  });

  test('is none without a prefix, and without a price for cached tokens', () => {
    const bare = call({ calls: 1, perHour: 10, prefix: 0 });
    expect(bestCaching({ ...bare, history: 0 }).why).toBe('no prefix');
    const uncached = { ...SONNET, cached: null };
    expect(bestCaching({ ...call({ calls: 2, perHour: 10 }), price: uncached }).why).toBe(
      'no cache',
    );
  });

  test('never costs more than no cache, and splits no more than the input', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        fc.double({ min: 1, max: 12, noNaN: true }),
        fc.integer({ min: 0, max: 100_000 }),
        (perHour, calls, prefix) => {
          const plan = bestCaching(call({ calls, perHour, prefix }));
          const { cached, written, written1h, input } = plan.tokens;
          expect(plan.perCall).toBeLessThanOrEqual((plan.uncached ?? 0) + 1e-12);
          expect(cached + written + written1h).toBeLessThanOrEqual(input + 1e-6);
          expect(Math.min(cached, written, written1h)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('a conversation that resends its history', () => {
  test('of 4 calls, 2,000 + 60 in and 200 out each, reads 9,800 tokens', () => {
    expect(conversationInput({ prefix: 2000, fresh: 60, output: 200, calls: 4 })).toBe(9800);
  });

  test('reads on average the prefix, what is new, and the history', () => {
    const shape = { prefix: 3000, fresh: 70, output: 180, calls: 5 };
    expect(conversationInput(shape)).toBeCloseTo(5 * (3000 + 70 + averageHistory(shape)), 10);
  });

  test('grows with the square of its calls', () => {
    const tokens = (calls: number) =>
      conversationInput({ prefix: 0, fresh: 100, output: 100, calls });
    const growth = [1, 2, 3, 4, 5].map((calls) => tokens(calls + 1) - tokens(calls));
    expect(growth.map((each, index) => each - (growth[index - 1] ?? each - 200))).toEqual(
      growth.map(() => 200),
    );
  });
});
