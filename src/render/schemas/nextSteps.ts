import * as z from 'zod';
import { accuracy } from './architecture.ts';
import { share } from './quantities.ts';
import { choices } from './words.ts';

const todayAndClaimed = (figure: z.ZodType<number>) =>
  z.strictObject({ today: figure.nullable(), claimed: figure.nullable() }).nullable();

/** What an investment is claimed to change. */
export const investment = z
  .strictObject({
    name: z.string(),
    quarters: z.number(),
    accuracyWithinLimit: todayAndClaimed(share),
    latencyAtAccuracy: todayAndClaimed(z.number()),
    cliff: z.array(z.strictObject({ latencyMs: z.number(), accuracy: share })),
  })
  .meta({ description: 'What is claimed of an investment; nothing of it is available today.' });

/** An architecture to measure next. */
export const nextEval = z.strictObject({
  id: z.string(),
  name: z.string(),
  choices,
  accuracy,
  kind: z
    .enum(['new', 'more'])
    .meta({ description: 'Never measured, or measured on too few items.' }),
  items: z.number(),
  expected: z
    .strictObject({ low: share, high: share })
    .meta({ description: 'The interval to expect once measured, if the estimate is right.' }),
  verdict: z.enum(['met', 'unclear', 'missed']).nullable(),
  untried: z
    .array(z.string())
    .meta({ description: 'Choices that no measured architecture has tried.' }),
});
