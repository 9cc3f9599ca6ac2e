import * as z from 'zod';
import { share } from './quantities.ts';

const cause = z.strictObject({
  of: z.string(),
  from: z.string(),
  to: z.string(),
  lost: z.number().nullable().meta({ description: 'Accuracy that this change alone loses, 0..1.' }),
});

/** The steepest drop of the cliff, and what causes it. */
export const cliffDrop = z.strictObject({
  from: z.string(),
  to: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  lost: share,
  task: z.strictObject({ name: z.string(), from: share, to: share }).nullable(),
  cause: cause.nullable(),
  changes: z.array(cause),
});

/** What a second buys from one point of the frontier to the next. */
export const exchangeStep = z.strictObject({
  from: z.string(),
  to: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  pointsPerSecond: z.number().nullable(),
  usdPerSecond: z.number().nullable(),
});

/** The cliff of one task. */
export const taskCliff = z.strictObject({
  task: z.string(),
  points: z.array(
    z.strictObject({
      latencyMs: z.number(),
      value: share,
      low: share.nullable(),
      high: share.nullable(),
      id: z.string(),
    }),
  ),
  drop: z
    .strictObject({
      fromMs: z.number(),
      toMs: z.number(),
      from: share,
      to: share,
      certain: z.boolean(),
    })
    .nullable(),
});
