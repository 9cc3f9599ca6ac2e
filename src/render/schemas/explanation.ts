import * as z from 'zod';
import { architecture } from './architecture.ts';
import { ms, usd } from './quantities.ts';

const change = z.strictObject({
  to: z.string(),
  frees: z
    .strictObject({ ms, points: z.number().nullable(), usd })
    .meta({ description: 'Positive is better.' }),
});

/** What to attack first. */
export const binding = z.strictObject({
  id: z.string(),
  corner: z.enum(['latency', 'accuracy', 'cost']),
  percentile: z.string(),
  first: z
    .strictObject({
      step: z.string(),
      to: z.string().nullable(),
      frees: change.shape.frees.nullable(),
    })
    .nullable(),
  steps: z.array(z.strictObject({ step: z.string(), ms, changes: z.array(change) })),
});

/** One architecture taken apart. */
export const explanation = z.strictObject({
  architecture,
  shown: z.strictObject({
    time: z.enum(['latency', 'ttft', 'progress']),
    percentile: z.string(),
  }),
  parts: z.array(
    z.strictObject({
      name: z.string(),
      choice: z.string(),
      ms: z
        .record(z.string(), z.number())
        .meta({ description: 'What it adds, by percentile; the parts sum to the whole.' }),
      perRequest: usd,
      changes: z.array(change),
    }),
  ),
  percentiles: z
    .record(
      z.string(),
      z.strictObject({ ms: z.number(), spreadsheet: z.number(), error: z.number().nullable() }),
    )
    .meta({ description: 'The end to end time, and what adding up the percentile would give.' }),
  order: z.array(change),
});
