import * as z from 'zod';

const ms = z.number().nullable();
/** Requests that were cut off. */
export const censoringSchema = z.strictObject({
  requests: z.number(),
  atMs: z.number(),
  known: z.number(),
});
const moved = z.strictObject({ table: ms, traced: ms, low: ms, high: ms });

/** Components whose calls no longer take what the table says. */
export const driftSchema = z.array(
  z.strictObject({
    component: z.string(),
    variant: z.string(),
    n: z.number(),
    p50: moved,
    p95: moved,
    composedP95: z.strictObject({ before: ms, after: ms }),
  }),
);

/** What moves the composed p95 to the measured one. */
export const causesSchema = z
  .array(
    z.strictObject({
      cause: z.enum([
        'variants',
        'times',
        'counts',
        'own',
        'alike',
        'routes',
        'incidents',
        'dependence',
      ]),
      p50: ms,
      p95: ms,
      moved: z.number().nullable(),
    }),
  )
  .meta({ description: 'p50 and p95 once this, too, is as it was traced.' });

/** How far an agent's figures can be trusted: only with `--traces`. Times in ms, shares in 0..1. */
export const trustSchema = z
  .strictObject({
    requests: z.strictObject({
      n: z.number(),
      failed: z.number(),
      drawn: z.number().nullable().meta({
        description:
          'Of how many the single steps were looked at; null where of all that ended well. Percentiles are those of all.',
      }),
    }),
    backtest: z
      .strictObject({
        n: z.number(),
        percentiles: z.array(
          z.strictObject({
            p: z.number(),
            composed: ms,
            measured: ms,
            low: ms,
            high: ms,
            gap: z.number().nullable().meta({ description: 'composed / measured - 1' }),
            within: z.boolean(),
            lowerBound: z.boolean(),
          }),
        ),
        dependence: z.strictObject({
          varianceRatio: z.number(),
          pValue: z.number(),
          permutations: z.number(),
          n: z.number(),
          independent: z.array(ms),
        }),
        incidents: z
          .strictObject({
            share: z.number(),
            requests: z.number(),
            slower: z.number(),
            alone: z.array(ms),
          })
          .nullable()
          .meta({
            description:
              'Requests in which everything is slow at once; `slower` is their median as a multiple of that of the others, `alone` p50 and p95 if they, and what requests run, were all that ties steps together.',
          }),
        causes: causesSchema,
        censored: censoringSchema.nullable(),
      })
      .nullable(),
    rescored: z
      .strictObject({
        method: z.enum(['replay', 'copula']),
        dependent: z.boolean(),
        architectures: z.array(
          z.strictObject({
            id: z.string(),
            percentiles: z.array(z.strictObject({ p: z.number(), ms, low: ms, high: ms })),
            meets: z.enum(['yes', 'no', 'unclear']).nullable(),
          }),
        ),
      })
      .nullable(),
    drift: driftSchema,
  })
  .meta({ description: 'Today’s architecture against traces of it, and finalists rescored.' });
