import * as z from 'zod';
import { parseMoneyPer } from '../units/money.ts';
import { unit } from '../yaml/unitSchema.ts';
import { day, duration, money, share } from './fields.ts';

const perHour = unit((text) => parseMoneyPer(text, 'hour'), {
  description: 'an amount in US dollars per hour',
  examples: ['$0.29/hour'],
});

/** Precisions that weights are served in. */
export const PRECISIONS = ['bf16', 'fp8', 'int4', 'fp4'] as const;

const tierFields = {
  gpu: z.string().meta({ description: 'The device; tiers of one device share what one states.' }),
  count: z
    .number()
    .int()
    .positive()
    .optional()
    .meta({ description: 'GPUs that work as one; the price is for all of them. Default 1.' }),
  price: perHour,
  spot: z.boolean().optional().meta({ description: 'May be taken away at any time.' }),
  verified: z.boolean().optional().meta({ description: 'False where nobody checked the price.' }),
  memory: z.number().positive().optional().meta({ description: 'Bytes of one GPU.' }),
  bandwidth: z.number().positive().optional().meta({ description: 'Bytes a second.' }),
  flops: z.number().positive().optional().meta({ description: 'Dense bf16 peak a second.' }),
  precision: z.enum(PRECISIONS).optional(),
  mbu: share.optional().meta({ description: 'Share of the bandwidth that decoding reaches.' }),
  mfu: share.optional().meta({ description: 'Share of the peak that reading a prompt reaches.' }),
  link: z.number().positive().optional().meta({ description: 'Bytes a second between two GPUs.' }),
  source: z.string().optional(),
};

const tier = z.strictObject(tierFields);

/** A tier in a user's table: new, or a few numbers of a known one. */
export const tierOverride = z.strictObject({
  ...tierFields,
  gpu: tierFields.gpu.optional(),
  price: tierFields.price.optional(),
});

const servingFields = {
  output_spread: share.meta({
    description: 'Standard deviation of the answer’s length, as a share of its mean.',
  }),
  engineering_hours: z.number().min(0).meta({ description: 'Hours a month per served model.' }),
  engineering_rate: money.meta({ description: 'USD per hour of an engineer.' }),
  at_least: z
    .number()
    .int()
    .min(1)
    .meta({ description: 'Fewest replicas of an agent that has a latency limit.' }),
  spot_spare: z.number().int().min(0).meta({ description: 'Replicas beyond the load on spot.' }),
  spot: z.strictObject({
    hours_between: z.number().positive(),
    hours_to_restore: z.number().positive(),
    pool_loss: share,
  }),
};

const serving = z.strictObject(servingFields);

/** What a user's table may change about serving. */
export const servingOverride = serving.partial();

/** One measured pair, one request at a time. */
export const calibration = z.strictObject({
  model: z.string(),
  input: z.number().int().positive().meta({ description: 'Tokens of the prompt.' }),
  output: z.number().int().positive().meta({ description: 'Tokens of the answer.' }),
  tpot: duration.optional().meta({ description: 'Time per token of the answer.' }),
  ttft: duration.optional().meta({ description: 'Time to first token.' }),
});

/** `tables/gpus.yaml`: GPU tiers with prices, source and date. */
export const gpusSchema = z.strictObject({
  version: z.literal(1),
  checked: day,
  serving,
  gpus: z.record(z.string(), tier),
});

export type Gpus = z.output<typeof gpusSchema>;
export type Tier = Gpus['gpus'][string];
export type ServingTerms = Gpus['serving'];
