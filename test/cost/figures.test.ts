import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { BATCH_GUARANTEE_HOURS, batchPrice, withExpiry } from '../../src/cost/batch.ts';
import { callCost } from '../../src/cost/callCost.ts';
import { conversationInput } from '../../src/cost/conversation.ts';
import { perCorrectAnswer, totalPerRequest, worthOfUpgrade } from '../../src/cost/errors.ts';
import { geometric, linear } from '../../src/cost/growth.ts';
import { loadWithResends, resendShare } from '../../src/cost/resend.ts';
import { resolvePrices } from '../../src/spec/resolvePrices.ts';
import { gpusSchema } from '../../src/table/gpusSchema.ts';
import { modelsSchema } from '../../src/table/modelsSchema.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { GPUS, MODELS, repositoryFile } from '../support/loadText.ts';
import { NO_TOKENS, perMillion, SONNET } from '../support/problems.ts';

/** The figures that people quote, as far as they can be computed (methods/cost-model.md, section 1). */

const prices = resolvePrices(
  modelsSchema.parse(parse(repositoryFile(MODELS))),
  tableSchema.parse({ version: 1, name: 'none', components: {} }),
);

function usd(model: string, input: number, output: number): number {
  const price = prices.get(model);
  return (price && callCost(price, { ...NO_TOKENS, input, output })) ?? Number.NaN;
}

describe('a conversation of 2,000 tokens in and 800 out', () => {
  test.each([
    ['claude-haiku-4-5', 0.006, 9],
    ['claude-sonnet-4-6', 0.018, 27],
    ['claude-opus-4-7', 0.03, 45],
  ])('%s: $%d, and $%d a month at 1,500', (model, each, month) => {
    expect(usd(model, 2000, 800)).toBeCloseTo(each, 12);
    expect(1500 * usd(model, 2000, 800)).toBeCloseTo(month, 9);
  });

  test('is only that cheap without a system prompt: 2,000 tokens of it, resent over 4 calls, are 9,800 in', () => {
    expect(conversationInput({ prefix: 2000, fresh: 60, output: 200, calls: 4 })).toBe(9800);
  });
});

test('Sonnet with 8,000 to 15,000 tokens in, three exchanges a conversation, 1,500 a month: $108 to $202.50 of input', () => {
  const month = (input: number) => 1500 * 3 * usd('claude-sonnet-4-6', input, 0);
  expect(month(8000)).toBeCloseTo(108, 9);
  expect(month(15_000)).toBeCloseTo(202.5, 9);
  // The quoted $120–200 are reached between 8,900 and 14,800 tokens.
  expect(month(8900)).toBeGreaterThan(120);
  expect(month(14_800)).toBeLessThan(200);
});

describe('GPUs by the month of 720 hours', () => {
  const { gpus } = gpusSchema.parse(parse(repositoryFile(GPUS)));
  test.each([
    ['a40-spot', 208.8],
    ['a40', 432],
    ['a100-spot', 1288.8],
    ['a100', 1800],
    ['h100-spot', 2152.8],
    ['h100', 3024],
  ])('%s: $%d', (host, month) => {
    expect(720 * (gpus[host]?.price ?? Number.NaN)).toBeCloseTo(month, 9);
  });

  test.each(['l4', 'l40s', 'h200', 'b200'])('the price of %s is marked as not verified', (host) => {
    expect([gpus[host]?.verified, gpus[`${host}-spot`]?.verified]).toEqual([false, false]);
  });
});

describe('15,000 to 20,000 conversations to break even', () => {
  const breakEven = (month: number, conversation: number) => month / conversation;

  test('hold for Sonnet at the small prompt on one GPU of $270–360 a month, nothing else', () => {
    expect(breakEven(270, usd('claude-sonnet-4-6', 2000, 800))).toBeCloseTo(15_000, 6);
    expect(breakEven(360, usd('claude-sonnet-4-6', 2000, 800))).toBeCloseTo(20_000, 6);
  });

  test('neither an A40 on spot nor on demand costs that: 11,600 and 24,000', () => {
    expect(breakEven(208.8, 0.018)).toBeCloseTo(11_600, 6);
    expect(breakEven(432, 0.018)).toBeCloseTo(24_000, 6);
  });

  test('for Haiku it takes three times as many, with 10 h of engineering at $100 five times', () => {
    expect(breakEven(360, usd('claude-haiku-4-5', 2000, 800))).toBeCloseTo(60_000, 6);
    expect(breakEven(400 + 1000, 0.018)).toBeCloseTo(77_778, 0);
  });
});

describe('batches', () => {
  const batch = batchPrice(SONNET, { tokens: 0.5, cached: 0.5 });
  const of = (price: typeof SONNET, cached: number) =>
    callCost(price, { ...NO_TOKENS, input: 10_500, cached, output: 800 }) ?? 0;

  test('with caching take 95% off a cached token, and off no other', () => {
    expect(1 - (batch.cached ?? 0) / (SONNET.input ?? 1)).toBeCloseTo(0.95, 12);
    expect(1 - (batch.input ?? 0) / (SONNET.input ?? 1)).toBeCloseTo(0.5, 12);
  });

  test('so a whole bill of 10,000 cached, 500 fresh and 800 out falls by 81%', () => {
    expect(1 - of(batch, 10_000) / of(SONNET, 0)).toBeCloseTo(0.81, 2);
  });

  test('halve Sonnet 10,500 in and 800 out: $0.0435 to $0.02175; with 5% expiring $0.0228', () => {
    expect(of(SONNET, 0)).toBeCloseTo(0.0435, 12);
    expect(of(batch, 0)).toBeCloseTo(0.02175, 12);
    expect(withExpiry(of(batch, 0), of(SONNET, 0), 0.05)).toBeCloseTo(0.0228375, 12);
  });

  test('are not Haiku’s price: Sonnet in a batch is 1.5 times Haiku', () => {
    expect((batch.input ?? 0) / 1e-6).toBeCloseTo(1.5, 12);
    expect((batch.output ?? 0) / 5e-6).toBeCloseTo(1.5, 12);
  });

  test('are promised within a day: an overnight window of 12 h is shorter', () => {
    expect(BATCH_GUARANTEE_HOURS).toBe(24);
  });
});

describe('a year from 500 to 8,000 conversations at $0.10', () => {
  const year = (counts: number[]) => counts.reduce((sum, count) => sum + 0.1 * count, 0);

  test('is $3,416 growing by 28.7% a month, $5,100 growing by the same number', () => {
    expect(year(geometric(500, 8000))).toBeCloseTo(3416, 0);
    expect(year(linear(500, 8000))).toBeCloseTo(5100, 9);
    expect((geometric(500, 8000)[1] ?? 0) / 500).toBeCloseTo(1.287, 3);
  });

  test('starts and ends where it is said to', () => {
    for (const law of [geometric, linear]) {
      const counts = law(500, 8000);
      expect([counts.length, counts[0], counts[11]]).toEqual([12, 500, expect.closeTo(8000, 6)]);
    }
  });
});

describe('what wrong answers are worth', () => {
  test.each([
    [0.012, 0.01, 1.2],
    [0.012, 0.03, 0.4],
    [0.012, 0.08, 0.15],
    [0.012, 0.15, 0.08],
    [0.08, 0.01, 8],
    [0.08, 0.15, 0.5333],
  ])('$%d more for %d more right pays from $%d', (cost, accuracy, worth) => {
    expect(worthOfUpgrade(cost, accuracy)).toBeCloseTo(worth, 3);
  });

  test('an upgrade that is not better, or not dearer, has no such price', () => {
    expect(worthOfUpgrade(0.01, 0)).toBeNull();
    expect(worthOfUpgrade(-0.01, 0.02)).toBeNull();
  });

  const answer = {
    perRequest: 0.006,
    escalated: 0,
    perEscalation: 0,
    accuracy: 0.84,
    perWrongAnswer: 5,
  };

  test('84% fast at $0.006 costs $0.806 a request at $5 a wrong answer, 95% slow at $0.06 $0.310', () => {
    expect(totalPerRequest(answer)).toBeCloseTo(0.806, 12);
    expect(totalPerRequest({ ...answer, perRequest: 0.06, accuracy: 0.95 })).toBeCloseTo(0.31, 12);
  });

  test('10% handed to a person at $4 is 98.5% of the cost', () => {
    const intake = { ...answer, escalated: 0.1, perEscalation: 4, accuracy: 1, perWrongAnswer: 0 };
    expect(totalPerRequest(intake)).toBeCloseTo(0.406, 12);
    expect(perCorrectAnswer(intake)).toBeCloseTo(0.406, 12);
  });

  test('a right answer costs all that was paid, over those that were right', () => {
    expect(perCorrectAnswer(answer)).toBeCloseTo(0.806 / 0.84, 12);
    expect(perCorrectAnswer({ ...answer, accuracy: 0 })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('users who resend', () => {
  const anchors = [
    { ms: 3000, share: 0.05 },
    { ms: 5000, share: 0.25 },
  ];
  const share = resendShare(anchors);

  test('do so as stated at the stated waits, nobody before 2 s', () => {
    expect(share(3000)).toBeCloseTo(0.05, 12);
    expect(share(5000)).toBeCloseTo(0.25, 12);
    expect(share(2000)).toBe(0);
  });

  test('in between follow 1 − exp(−((t − 2)/6.64)^1.57)', () => {
    for (const t of [2.5, 3.5, 4, 6, 9])
      expect(share(t * 1000)).toBeCloseTo(1 - Math.exp(-(((t - 2) / 6.64) ** 1.57)), 2);
  });

  test('are the more the longer it takes, with one, two or three stated waits', () => {
    for (const stated of [anchors.slice(0, 1), anchors, [...anchors, { ms: 9000, share: 0.6 }]]) {
      const shares = [1, 2, 2.5, 3, 4, 5, 7, 9, 20].map((t) => resendShare(stated)(t * 1000));
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      for (const { ms, share: stated_ } of stated)
        expect(resendShare(stated)(ms)).toBeCloseTo(stated_, 12);
    }
  });

  test('add to the load: l = l₀ / (1 − P)', () => {
    expect(loadWithResends(100, () => 0.2)).toBeCloseTo(125, 3);
    expect(loadWithResends(100, () => 0)).toBe(100);
  });

  test('can be more than a service can answer: then no load is stable', () => {
    expect(loadWithResends(3, (load) => Math.min(1, load / 5), 5.54)).toBeNull();
    expect(loadWithResends(1, (load) => 0.01 * load, 5.54)).toBeCloseTo(1.0102, 3);
  });
});

test('prices of a batch reach the long-context tiers, too', () => {
  const tiered = {
    ...perMillion({ input: 3, output: 15 }),
    above: [{ tokens: 200_000, price: perMillion({ input: 6, output: 22.5 }) }],
  };
  const batch = batchPrice(tiered, { tokens: 0.5, cached: 1 });
  expect(callCost(batch, { ...NO_TOKENS, input: 250_000 })).toBeCloseTo(0.75, 12);
});
