import { createHash } from 'node:crypto';
import { calcPrice } from '@pydantic/genai-prices';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { callCost } from '../../src/cost/callCost.ts';
import type { Tokens } from '../../src/cost/tokens.ts';
import { priceListOf, readPriceList } from '../../src/spec/priceLists.ts';
import { modelNamed, resolvePrices } from '../../src/spec/resolvePrices.ts';
import { gpusSchema } from '../../src/table/gpusSchema.ts';
import { modelsSchema } from '../../src/table/modelsSchema.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { MODELS, repositoryFile } from '../support/loadText.ts';
import { NO_TOKENS } from '../support/problems.ts';
import { type ExpectedCall, expectedCallPrices, isText } from './support/expectedCallPrices.ts';

const document = parse(repositoryFile(MODELS)) as {
  sha256: string;
  models: Record<string, { price?: Record<string, unknown> }>;
};
const models = modelsSchema.parse(document);

const usd = (price: unknown): unknown =>
  typeof price === 'object' && price !== null
    ? Object.fromEntries(Object.entries(price).map(([key, value]) => [key, usd(value)]))
    : Number(String(price).slice(1));

describe('the lists that the build writes', () => {
  test.each(['models', 'gpus'] as const)('%s: what the schema makes of the list', (name) => {
    const schema = { models: modelsSchema, gpus: gpusSchema }[name];
    const list: unknown = schema.parse(parse(repositoryFile(`tables/${name}.yaml`)));
    const path = `dist/tables/${name}.checked.json`;
    const { data, diagnostics } = priceListOf<unknown>(
      schema,
      readPriceList(repositoryFile(path), path),
      () => expect.fail('held against its schema once more'),
    );
    expect(data).toStrictEqual(list);
    expect(diagnostics).toEqual([]);
  });

  test.each([
    ['models.yaml', 'version: 1\nchecked: today\nmodels: {}\n'],
    ['models.json', '{ "version": 1, "checked": "today", "models": {} }'],
  ])('what people write is held against its schema: %s', (path, text) => {
    const source = readPriceList(text, path);
    const { data, diagnostics } = priceListOf(modelsSchema, source);
    expect(data).toBeNull();
    expect(diagnostics.map(({ message }) => message)).toEqual(['a date is written as 2026-07-01']);
  });
});

describe('tables/models.yaml', () => {
  test('was not edited by hand: its hash is that of its prices', () => {
    const prices = Object.entries(document.models).flatMap(([name, { price }]) =>
      price ? [[name, usd(price)]] : [],
    );
    expect(createHash('sha256').update(JSON.stringify(prices)).digest('hex')).toBe(document.sha256);
  });

  test('names a page for every figure, and says what each size is good for', () => {
    for (const [name, model] of Object.entries(models.models)) {
      expect(model.source, name).toMatch(/^https:/);
      expect(model.good_for, name).toBeTruthy();
      expect(model.price === undefined, name).toBe(model.open !== undefined);
    }
  });

  test('holds as many models, of the makers, that docs/cost.md says', () => {
    const priced = Object.values(models.models).filter(({ price }) => price !== undefined);
    expect(repositoryFile('docs/cost.md')).toContain(`It holds ${priced.length} models of`);
    expect(new Set(priced.map(({ provider }) => provider)).size).toBe(12);
  });

  test('cached input costs a tenth on current Claude models, and writing 1.25 or 2 times', () => {
    for (const name of ['claude-haiku-4-5', 'claude-sonnet-4-6', 'claude-opus-4-7']) {
      const { input = 0, cached, write_5m, write_1h } = models.models[name]?.price ?? {};
      expect([cached, write_5m, write_1h].map((price) => (price ?? 0) / input)).toEqual([
        expect.closeTo(0.1, 12),
        1.25,
        2,
      ]);
    }
  });

  test('a region of Bedrock asks a tenth more than its global endpoint, for models since 4.5', () => {
    const price = (where: string) =>
      models.models[`${where}.anthropic.claude-haiku-4-5-20251001-v1:0`]?.price ?? {};
    for (const key of ['input', 'cached', 'write_5m', 'output'] as const)
      expect((price('regional')[key] ?? 0) / (price('global')[key] ?? 1)).toBeCloseTo(1.1, 12);
  });

  test('Claude 3 Haiku is the exception: 0.03 of 0.25 is 12%', () => {
    const { input = 1, cached = 0 } = models.models['claude-3-haiku']?.price ?? {};
    expect(cached / input).toBeCloseTo(0.12, 12);
  });
});

describe('a model by any name that traces give it', () => {
  test.each([
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['anthropic/claude-haiku-4-5', 'claude-haiku-4-5'],
    ['gpt-5-mini-2025-08-07', 'gpt-5-mini'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4-0'],
    ['llama-3.1-70b', 'llama-3.3-70b'],
    ['claude-haiku-4-5@20251001', 'claude-haiku-4-5'],
    ['mistral/mistral-small-latest', 'mistral-small-latest'],
    ['gpt-5-chat-latest', 'gpt-5'],
    ['grok-4', 'grok-4-0709'],
    [
      'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      'regional.anthropic.claude-haiku-4-5-20251001-v1:0',
    ],
    [
      'bedrock/global.anthropic.claude-haiku-4-5-20251001-v1:0',
      'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    ],
  ])('%s is %s', (name, listed) => {
    expect(modelNamed(models, name)).toBe(models.models[listed]);
  });

  test('a dated name with a price of its own keeps it', () => {
    expect(modelNamed(models, 'gpt-4o-2024-05-13')?.price?.input).toBe(5);
    expect(modelNamed(models, 'gpt-4o-2024-08-06')?.price?.input).toBe(2.5);
  });

  test.each(['claude-haiku-5-5', 'gpt-5.4-turbo', ''])('"%s" is none of them', (name) => {
    expect(modelNamed(models, name)).toBeUndefined();
  });
});

const calls = expectedCallPrices();
const skipped = calls === null ? ' (skipped: ../shared/data/prices is absent)' : '';

describe.skipIf(calls === null)(`the calls that pydantic/genai-prices expects${skipped}`, () => {
  const text = (calls ?? []).filter(isText);
  const known = text.filter(({ model }) => modelNamed(models, model)?.price !== undefined);
  const current = known.filter(isCurrent);
  const names = [...new Set(known.map(({ model }) => model))];
  const prices = resolvePrices(
    models,
    tableSchema.parse({
      version: 1,
      name: 'all',
      components: Object.fromEntries(
        names.map((model, index) => [`c${index}`, { kind: 'llm', model }]),
      ),
    }),
  );

  test('are 1,496: 1,352 of plain text, 1,342 of a model in the list, 1,325 at today’s price', () => {
    expect([calls?.length, text.length, known.length, current.length]).toEqual([
      1496, 1352, 1342, 1325,
    ]);
    const outdated = known.filter((call) => !isCurrent(call)).map(({ model }) => model);
    expect([...new Set(outdated)]).toEqual(['claude-sonnet-4-5-20250929', 'gpt-5.6-sol']);
  });

  test('cost the same to 1e-9 USD', () => {
    for (const { model, usage, input_price, output_price } of current) {
      const price = prices.get(model);
      const whole = price && callCost(price, tokensOf(usage));
      expect(
        Math.abs((whole ?? Number.NaN) - Number(input_price) - Number(output_price)),
        `${model} ${JSON.stringify(usage)}`,
      ).toBeLessThan(1e-9);
    }
  });
});

/** Prices change: the library itself, at the day of the list, still asks what the row expects. */
function isCurrent({ model, provider, usage, input_price, output_price }: ExpectedCall): boolean {
  const timestamp = new Date(models.checked);
  const now = calcPrice(usage, model, { providerId: provider, timestamp })?.total_price ?? 0;
  return Math.abs(now - Number(input_price) - Number(output_price)) < 1e-9;
}

/** The library counts cached and written tokens into the input, and 1-hour writes into all writes. */
function tokensOf(usage: Readonly<Record<string, number>>) {
  const written1h = usage['cache_write_1h_tokens'] ?? 0;
  const writes = usage['cache_write_tokens'] ?? usage['cache_write_5m_tokens'] ?? 0;
  return {
    ...NO_TOKENS,
    input: usage['input_tokens'] ?? usage['input_text_tokens'] ?? 0,
    cached: usage['cache_read_tokens'] ?? usage['cache_text_read_tokens'] ?? 0,
    written: writes - written1h,
    written1h,
    output: usage['output_tokens'] ?? usage['output_text_tokens'] ?? 0,
  };
}

/** Every kind of token, on both sides of a long-context threshold. */
const SHAPES = [
  { input: 2000, output: 800 },
  { input: 12_000, cached: 10_000, output: 200 },
  { input: 12_000, written: 10_000, output: 200 },
  { input: 12_000, written1h: 10_000, output: 200 },
  { input: 250_000, cached: 100_000, written: 50_000, output: 1000 },
  { input: 300_000, output: 10 },
];

describe('the library itself, at the day the list was checked', () => {
  const priced = Object.entries(models.models).filter(([, { price }]) => price !== undefined);
  const prices = resolvePrices(
    models,
    tableSchema.parse({ version: 1, name: 'none', components: {} }),
  );

  test.each(priced.map(([name, { provider }]) => [name, provider ?? '']))(
    '%s (%s) charges the same for every kind of token, by every name it goes by there',
    (name, provider) => {
      const price = prices.get(name);
      if (price === undefined || price.output === null) return;
      const also = models.models[name]?.also ?? [];
      const known = [name, ...also].filter((each) => asked(each, provider, NO_TOKENS) !== null);
      expect(known).not.toEqual([]);
      for (const spelling of known) {
        for (const shape of SHAPES) {
          const tokens = { ...NO_TOKENS, ...shape };
          const own = callCost(price, tokens);
          if (own === null) continue;
          const theirs = asked(spelling, provider, tokens) ?? Number.NaN;
          expect(own, `${spelling} ${JSON.stringify(shape)}`).toBeCloseTo(theirs, 9);
        }
      }
    },
  );

  /** USD that the library asks for a call; null where it does not know the name. */
  function asked(model: string, providerId: string, tokens: Tokens): number | null {
    const writes = tokens.written + tokens.written1h;
    const usage = {
      input_tokens: tokens.input,
      output_tokens: tokens.output,
      ...(tokens.cached > 0 ? { cache_read_tokens: tokens.cached } : {}),
      ...(writes > 0 ? { cache_write_tokens: writes } : {}),
      ...(tokens.written1h > 0 ? { cache_write_1h_tokens: tokens.written1h } : {}),
    };
    const timestamp = new Date(models.checked);
    return calcPrice(usage, model, { providerId, timestamp })?.total_price ?? null;
  }
});
