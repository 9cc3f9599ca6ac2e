import * as z from 'zod';
import { duration, money, share } from '../table/fields.ts';
import { byPercentile } from './byPercentile.ts';

const percentiles = byPercentile
  .refine((limits) => Object.keys(limits).length > 0, {
    error: 'a latency limit names a percentile, as in { p95: 2s }',
  })
  .transform((limits) => ({ limits, assumed: false }));

const bareDuration = duration.transform((ms) => ({
  limits: { p95: ms } as Record<string, number>,
  assumed: true,
}));

const latencyLimit = z.union([percentiles, bareDuration]).meta({
  description:
    'Limits by percentile, as in { p95: 2s }. A bare duration is read as p95, and the output says so.',
});

const accuracyLimit = z
  .union([
    z.strictObject({
      at_least: share,
      eval: z
        .string()
        .optional()
        .meta({ description: 'Which eval of the table; needed when it has several.' }),
      tasks: z.record(z.string(), share).optional().meta({ description: 'Floors per task.' }),
    }),
    share.transform((at_least) => ({ at_least, eval: undefined, tasks: undefined })),
  ])
  .meta({ description: 'Least accuracy on an eval of the table.' });

const toolsLimit = z
  .union([
    z.literal('all'),
    z.array(z.string()),
    z.strictObject({ at_least: z.number().int().min(0) }),
  ])
  .meta({ description: 'all, a list of tools that must stay, or { at_least: 4 }. Default: all.' });

const costLimit = z
  .union([
    z.strictObject({
      per_request: money.optional(),
      per_conversation: money.optional(),
      per_month: money.optional(),
    }),
    money.transform((per_request) => ({
      per_request,
      per_conversation: undefined,
      per_month: undefined,
    })),
  ])
  .meta({
    description:
      'Most it may cost: per_request, per_conversation or per_month. A bare amount is per request.',
  });

/** What is wanted of an agent. */
export const want = z
  .strictObject({
    latency: latencyLimit.optional(),
    ttft: latencyLimit.optional().meta({ description: 'Time to the first token of the answer.' }),
    progress: latencyLimit
      .optional()
      .meta({ description: 'Time to the first visible sign of work.' }),
    deadline: duration.optional().meta({
      description: 'In place of latency: when the work must be done. Makes batch a choice.',
    }),
    accuracy: accuracyLimit.optional(),
    tools: toolsLimit.optional(),
    cost: costLimit.optional(),
  })
  .meta({ description: 'The limits.' });
