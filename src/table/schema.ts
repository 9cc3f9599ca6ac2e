import * as z from 'zod';
import { component, name } from './componentSchema.ts';
import { evaluation } from './evalsSchema.ts';
import { count, day, duration, share } from './fields.ts';
import { latency } from './latencySchema.ts';
import { calibration, servingOverride, tierOverride } from './gpusSchema.ts';
import { open, ownPrice } from './modelsSchema.ts';

/** Rounded shares of hundreds of sets may miss 100% by this much. */
const SET_TOLERANCE = 0.01;

function checkSetSum(sets: readonly [number, string[]][], context: z.RefinementCtx): void {
  const sum = sets.reduce((total, [part]) => total + part, 0);
  if (sets.length === 0 || Math.abs(sum - 1) <= SET_TOLERANCE) return;
  const message = `the shares of the tool sets sum to ${Number((sum * 100).toFixed(2))}%, not 100%`;
  context.addIssue({ code: 'custom', message, params: { code: 'mixture-sum' } });
}

/** A conversion table, as written in `tables/*.yaml`. */
export const tableSchema = z
  .strictObject({
    version: z.literal(1),
    name: z.string(),
    measured: z
      .strictObject({
        from: day,
        to: day,
        traces: count,
        spans: count,
        one_in: count.optional().meta({
          description:
            'One trace in so many was read whole: shares, calls, path and end to end are theirs; times and tokens are of all spans.',
        }),
      })
      .refine(({ from, to }) => from <= to, {
        error: 'the last day is before the first',
        path: ['to'],
      })
      .optional(),
    refresh_every: duration.optional(),
    end_to_end: z
      .strictObject({
        latency: latency.optional(),
        ttft: latency.optional(),
        progress: latency
          .optional()
          .meta({ description: 'First token of any model call: the first visible sign of work.' }),
        orchestration: latency.optional().meta({
          description: 'Time on the critical path that lies in no component: the agent’s own code.',
        }),
      })
      .optional()
      .meta({ description: 'Whole requests, as measured.' }),
    tool_sets: z
      .array(z.tuple([share, z.array(z.string())]))
      .superRefine(checkSetSum)
      .optional()
      .meta({ description: 'Shares of requests by the set of tools they used.' }),
    counted: z
      .strictObject({
        requests: count,
        tool_sets: z.array(z.tuple([count, z.array(z.string())])).optional(),
      })
      .optional()
      .meta({ description: 'Counts behind the shares: adding them merges without loss.' }),
    prices: z.record(z.string(), ownPrice).optional().meta({
      description: 'Prices of models that override tables/models.yaml, in USD per million tokens.',
    }),
    models: z.record(z.string(), open).optional().meta({
      description: 'Shapes of open models that tables/models.yaml does not have.',
    }),
    gpus: z.record(z.string(), tierOverride).optional().meta({
      description: 'GPU tiers that override or add to tables/gpus.yaml.',
    }),
    serving: servingOverride.optional().meta({
      description: 'How open models are served; overrides tables/gpus.yaml.',
    }),
    calibrate: z.record(z.string(), calibration).optional().meta({
      description: 'One measured pair per GPU or tier, to which its predicted times are scaled.',
    }),
    gap: latency.optional().meta({
      description: 'Time between two requests of a conversation, as measured.',
    }),
    components: z.record(name, component),
    evals: z.record(z.string(), evaluation).optional(),
  })
  .meta({
    title: 'Conversion table',
    description: 'What each component costs in latency, accuracy and money.',
  });

/** A conversion table once read: durations in ms, shares and points in 0..1, money in USD. */
export type Table = z.output<typeof tableSchema>;
/** A conversion table as it is written. */
export type TableDocument = z.input<typeof tableSchema>;
export type Component = Table['components'][string];
export type Variant = NonNullable<Component['variants']>[string];
export type Evaluation = NonNullable<Table['evals']>[string];
export type Row = NonNullable<Evaluation['rows']>[number];
