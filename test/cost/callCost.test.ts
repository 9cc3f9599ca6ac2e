import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { callCost } from '../../src/cost/callCost.ts';
import { fixedCostPerMonth } from '../../src/cost/fixedCost.ts';
import type { Price } from '../../src/cost/price.ts';
import type { Tokens } from '../../src/cost/tokens.ts';
import { resolvePrices } from '../../src/spec/resolvePrices.ts';
import { modelsSchema } from '../../src/table/modelsSchema.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { MODELS, repositoryFile } from '../support/loadText.ts';
import { NO_TOKENS, perMillion, SONNET } from '../support/problems.ts';

fc.configureGlobal({ seed: 20261120 });

const tokens = (given: Partial<Tokens>): Tokens => ({ ...NO_TOKENS, ...given });

/** The price list that `solve` reads. */
function priceList(): ReadonlyMap<string, Price> {
  const models = modelsSchema.parse(parse(repositoryFile(MODELS)));
  return resolvePrices(models, tableSchema.parse({ version: 1, name: 'empty', components: {} }));
}

const PRICES = priceList();

function priceOf(model: string): Price {
  const price = PRICES.get(model);
  if (price === undefined) throw new Error(`no price of ${model}`);
  return price;
}

describe('a call of Sonnet 4.6 (methods/cost-model.md §1)', () => {
  const sonnet = priceOf('claude-sonnet-4-6');

  test.each([
    [
      '12,000 in, 10,000 of them read from the cache, 200 out',
      { input: 12_000, cached: 10_000, output: 200 },
      0.012,
    ],
    [
      '12,000 in, 10,000 of them written for 5 minutes, 200 out',
      { input: 12_000, written: 10_000, output: 200 },
      0.0465,
    ],
    ['2,000 in, 800 out', { input: 2000, output: 800 }, 0.018],
    ['reasoning is charged as output', { input: 2000, output: 300, reasoning: 500 }, 0.018],
    ['nothing', {}, 0],
  ])('%s', (_what, given, usd) => {
    expect(callCost(sonnet, tokens(given))).toBeCloseTo(usd, 12);
  });
});

test.each([
  ['claude-haiku-4-5', 0.006],
  ['claude-sonnet-4-6', 0.018],
  ['claude-opus-4-7', 0.03],
])('2,000 in and 800 out of %s cost $%d', (model, usd) => {
  expect(callCost(priceOf(model), tokens({ input: 2000, output: 800 }))).toBeCloseTo(usd, 12);
});

describe('long context is a cliff: over the threshold the whole call is charged more', () => {
  test('Sonnet 4.5: 250k in cost $1.50, and 200 out are charged at $22.50 per million', () => {
    const sonnet = priceOf('claude-sonnet-4-5');
    expect(callCost(sonnet, tokens({ input: 250_000 }))).toBeCloseTo(1.5, 12);
    expect(callCost(sonnet, tokens({ input: 250_000, output: 200 }))).toBeCloseTo(1.5 + 0.0045, 12);
  });

  test('at the threshold itself the usual price holds', () => {
    const sonnet = priceOf('claude-sonnet-4-5');
    expect(callCost(sonnet, tokens({ input: 200_000 }))).toBeCloseTo(0.6, 12);
    expect(callCost(sonnet, tokens({ input: 200_001 }))).toBeCloseTo(200_001 * 6e-6, 12);
  });

  test('cached tokens count towards the threshold', () => {
    const sonnet = priceOf('claude-sonnet-4-5');
    const call = tokens({ input: 250_000, cached: 240_000 });
    expect(callCost(sonnet, call)).toBeCloseTo(240_000 * 0.6e-6 + 10_000 * 6e-6, 12);
  });

  test('Gemini 2.5 Pro: 250k in cost $0.625; Sonnet 4.6 has no surcharge', () => {
    expect(callCost(priceOf('gemini-2.5-pro'), tokens({ input: 250_000 }))).toBeCloseTo(0.625, 12);
    expect(callCost(priceOf('claude-sonnet-4-6'), tokens({ input: 1_000_000 }))).toBeCloseTo(3, 12);
  });
});

describe('a missing price', () => {
  test('of what is used is unknown, never free', () => {
    const inputOnly = perMillion({ input: 3 });
    expect(callCost(inputOnly, tokens({ input: 100, output: 1 }))).toBeNull();
    expect(callCost(perMillion({ output: 3 }), tokens({ input: 100, output: 1 }))).toBeNull();
  });

  test('of what is not used does not matter: an embedding has no output', () => {
    expect(callCost(priceOf('text-embedding-3-small'), tokens({ input: 1_000_000 }))).toBeCloseTo(
      0.02,
      12,
    );
  });

  test('of cached and written tokens is that of input', () => {
    const plain = perMillion({ input: 2, output: 8 });
    expect(callCost(plain, tokens({ input: 1000, cached: 400, written: 300 }))).toBeCloseTo(
      0.002,
      12,
    );
  });

  test('open models have none', () => {
    expect(PRICES.has('llama-3.1-8b')).toBe(false);
  });
});

const arbitraryTokens = fc
  .record({
    input: fc.integer({ min: 0, max: 300_000 }),
    prefixShare: fc.double({ min: 0, max: 1, noNaN: true }),
    cachedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    output: fc.integer({ min: 0, max: 5000 }),
    reasoning: fc.integer({ min: 0, max: 5000 }),
  })
  .map(({ input, prefixShare, cachedShare, output, reasoning }) =>
    tokens({
      input,
      prefix: Math.floor(input * prefixShare),
      cached: Math.floor(input * cachedShare),
      output,
      reasoning,
    }),
  );

describe('compaction', () => {
  test('takes tokens off the input at its price', () => {
    const call = tokens({ input: 5200, prefix: 3000, output: 180 });
    expect(callCost(SONNET, call, 1100)).toBeCloseTo((5200 - 1100) * 3e-6 + 180 * 15e-6, 12);
  });

  test('never below the prefix', () => {
    const call = tokens({ input: 5200, prefix: 3000 });
    expect(callCost(SONNET, call, 2200)).toBeCloseTo(0.009, 12);
    expect(callCost(SONNET, call, 5000)).toBeCloseTo(0.009, 12);
    expect(callCost(SONNET, tokens({ input: 100 }), 5000)).toBe(0);
  });

  test('can bring a call below a long-context threshold', () => {
    const call = tokens({ input: 200_500 });
    expect(callCost(priceOf('claude-sonnet-4-5'), call, 1000)).toBeCloseTo(199_500 * 3e-6, 12);
  });

  test('never makes a call dearer, and saves at least the prefix’s price less', () => {
    const flat = perMillion({ input: 3, output: 15, cached: 0.3 });
    fc.assert(
      fc.property(arbitraryTokens, fc.integer({ min: 0, max: 300_000 }), (call, saved) => {
        const whole = callCost(flat, call) ?? 0;
        const less = callCost(flat, call, saved) ?? 0;
        expect(less).toBeLessThanOrEqual(whole + 1e-12);
        const fewest = Math.min(call.prefix, call.input) * 0.3e-6;
        expect(less).toBeGreaterThanOrEqual(fewest - 1e-12);
      }),
    );
  });
});

test('cost grows with every kind of token', () => {
  fc.assert(
    fc.property(arbitraryTokens, (call) => {
      const whole = callCost(SONNET, call) ?? 0;
      for (const key of ['input', 'output', 'reasoning'] as const) {
        expect(callCost(SONNET, { ...call, [key]: call[key] + 100 })).toBeGreaterThan(whole);
      }
    }),
  );
});

describe('fixed costs', () => {
  test('are paid once for a component, however many steps use it', () => {
    const twice = [
      { component: 'index', perMonth: 90 },
      { component: 'index', perMonth: 90 },
      { component: 'memory', perMonth: 60 },
    ];
    expect(fixedCostPerMonth(twice)).toBe(150);
  });

  test('the dearest variant of a component in use counts', () => {
    const variants = [
      { component: 'index', perMonth: 10 },
      { component: 'index', perMonth: 90 },
    ];
    expect(fixedCostPerMonth(variants)).toBe(90);
    expect(fixedCostPerMonth([])).toBe(0);
  });
});
