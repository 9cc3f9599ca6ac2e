import * as z from 'zod';
import { parseCount } from '../units/count.ts';
import { count, day, duration, money, share } from './fields.ts';

const tier = z.strictObject({
  input: money.optional().meta({ description: 'Uncached input.' }),
  cached: money.optional().meta({ description: 'Input read from the prompt cache.' }),
  write_5m: money
    .optional()
    .meta({ description: 'Input written to the prompt cache for 5 minutes.' }),
  write_1h: money.optional().meta({ description: 'Input written to the prompt cache for 1 hour.' }),
  output: money.optional().meta({ description: 'Output and reasoning.' }),
});

/** From how many input tokens on other prices hold. */
const threshold = z.string().refine((text) => parseCount(text).ok, {
  error: 'a number of tokens, as in 200k',
});

/** What a model charges, in USD per million tokens. */
export const price = tier
  .extend({
    above: z.record(threshold, tier).optional().meta({
      description: 'Long-context tiers: above this many input tokens the whole call costs this.',
    }),
  })
  .meta({ description: 'USD per million tokens.' });

const batch = z.union([
  share.transform((part) => ({ tokens: part, cached: part })),
  z.strictObject({ tokens: share, cached: share }),
]);

/** Shape of an open model, from its own configuration file. */
export const open = z.strictObject({
  parameters: z.number().positive(),
  layers: z.number().int().positive(),
  kv_heads: z.number().int().positive(),
  head_size: z.number().int().positive(),
  hidden: z
    .number()
    .int()
    .positive()
    .optional()
    .meta({ description: 'Width of the residual stream; estimated from the size if absent.' }),
  embedding: z
    .number()
    .min(0)
    .optional()
    .meta({ description: 'Parameters of an input embedding that no token reads in full.' }),
});

/** What a provider grants, beside prices. */
const terms = {
  batch: batch.optional().meta({ description: 'Share of the list price that a batch charges.' }),
  cache_minimum: count.optional().meta({ description: 'Shortest prompt that is cached.' }),
  cache_ttl: z
    .array(duration)
    .optional()
    .meta({ description: 'How long a cached prompt is kept without use, shortest first.' }),
  max_output: count
    .optional()
    .meta({ description: 'Most tokens of one answer, reasoning included.' }),
};

/** What a table says of a model in place of the list: prices, and what else the provider grants. */
export const ownPrice = price
  .extend(terms)
  .meta({ description: 'USD per million tokens, and terms of batches and caches.' });

const model = z.strictObject({
  provider: z.string().optional(),
  tier: z.string().optional().meta({ description: 'Size, in words.' }),
  good_for: z.string().optional().meta({ description: 'What models of this size are good for.' }),
  price: price.optional(),
  ...terms,
  open: open.optional().meta({ description: 'An open model, served on GPUs.' }),
  also: z.array(z.string()).optional().meta({ description: 'Other names of the model.' }),
  source: z.string(),
});

/** `tables/models.yaml`: prices and properties of models, with source and date. */
export const modelsSchema = z.strictObject({
  version: z.literal(1),
  checked: day,
  library: z.string().optional().meta({ description: 'Where the prices were taken from.' }),
  sha256: z.string().optional().meta({ description: 'Of the prices, as JSON.' }),
  models: z.record(z.string(), model),
});

export type Models = z.output<typeof modelsSchema>;
export type Model = Models['models'][string];
/** Shape of an open model. */
export type OpenModel = NonNullable<Model['open']>;
export type PriceFields = z.output<typeof price>;
