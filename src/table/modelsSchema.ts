import * as z from 'zod';
import { count, day, money } from './fields.ts';

const tier = z.strictObject({
  input: money.optional().meta({ description: 'Uncached input.' }),
  cached: money.optional().meta({ description: 'Input read from the prompt cache.' }),
  write_5m: money
    .optional()
    .meta({ description: 'Input written to the prompt cache for 5 minutes.' }),
  write_1h: money.optional().meta({ description: 'Input written to the prompt cache for 1 hour.' }),
  output: money.optional().meta({ description: 'Output and reasoning.' }),
});

/** What a model charges, in USD per million tokens. */
export const price = tier
  .extend({
    above: z.record(z.string(), tier).optional().meta({
      description: 'Long-context tiers: above this many input tokens the whole call costs this.',
    }),
  })
  .meta({ description: 'USD per million tokens.' });

const model = z.strictObject({
  provider: z.string().optional(),
  tier: z.string().optional(),
  good_for: z.string().optional(),
  price: price.optional(),
  batch: z.string().optional(),
  cache_minimum: count.optional(),
  max_output: count.optional(),
  open: z
    .strictObject({
      parameters: z.number(),
      layers: z.number(),
      kv_heads: z.number(),
      head_size: z.number(),
    })
    .optional()
    .meta({ description: 'An open model, served on GPUs.' }),
  source: z.string(),
});

/** `tables/models.yaml`: prices and properties of models, with source and date. */
export const modelsSchema = z.strictObject({
  version: z.literal(1),
  checked: day,
  models: z.record(z.string(), model),
});

export type Models = z.output<typeof modelsSchema>;
export type PriceFields = z.output<typeof price>;
