import * as z from 'zod';
import { count, duration, money, moneyPerMonth, points, share } from '../../table/fields.ts';
import { parseRate } from '../../units/rate.ts';
import { unit } from '../../yaml/unitSchema.ts';

/** A rate per month, as traffic is stated. */
export const rate = unit(parseRate, {
  description: 'a rate per month (or hour, day, week, year)',
  examples: ['1500/month', '20k/month'],
});

const times = { p50: duration, p95: duration, p99: duration.optional() };

const pillar = z.strictObject({
  ...times,
  ttft: z.strictObject(times).optional().meta({ description: 'To the first token of a call.' }),
  cost: money.optional().meta({ description: 'USD a request, for its calls.' }),
  runs: z
    .number()
    .min(0)
    .optional()
    .meta({ description: 'Calls a request, on average. Default 1.' }),
  model: z.string().optional(),
  input: count.optional().meta({ description: 'Input tokens of a call.' }),
  output: count.optional().meta({ description: 'Output tokens of a call, reasoning included.' }),
  monthly: moneyPerMonth.optional().meta({ description: 'What it costs whatever it does.' }),
  replicas: z.number().int().min(1).optional().meta({ description: 'Of the host it runs on.' }),
  hourly: money.optional().meta({ description: 'USD an hour for one replica.' }),
});

/** What ran, by step, tool or shortcut: of one call, as it was. */
export const restsOn = z
  .record(z.string(), pillar)
  .meta({ description: 'Everything that runs: what one call takes and costs, as it was.' });

/** USD per million tokens, as they were. */
export const signedPrices = z
  .record(z.string(), z.strictObject({ input: money, cached: money.optional(), output: money }))
  .meta({ description: 'Prices of the models that run, in USD per million tokens, as they were.' });

/** The volume that costs were spread over. */
export const signedTraffic = z
  .strictObject({ requests: rate, turns: z.number().min(1).optional() })
  .meta({ description: 'The volume at launch, as it was.' });

/** What the accuracy was taken from. */
export const evidence = z
  .strictObject({
    eval: z.string(),
    basis: z.enum(['measured', 'predicted']),
    n: z.number().int().min(1).optional().meta({ description: 'Items it was measured on.' }),
    baseline: share.optional().meta({ description: 'What it was predicted from.' }),
    tasks: z.record(z.string(), share).optional().meta({ description: 'Accuracy by task.' }),
    effects: z
      .record(z.string(), points)
      .optional()
      .meta({ description: 'Points that a choice was taken to add to the baseline.' }),
  })
  .meta({ description: 'What the accuracy was taken from, as it was.' });
