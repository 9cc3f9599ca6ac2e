import * as z from 'zod';
import { share, usd } from './quantities.ts';

const times = z.record(z.string(), z.number()).nullable();

/** Limits as they were asked. */
export const limits = z.strictObject({
  latency: times,
  ttft: times,
  progress: times,
  deadline: z.number().nullable(),
  accuracy: z
    .strictObject({
      atLeast: share,
      eval: z.string().nullable(),
      tasks: z.record(z.string(), share),
    })
    .nullable(),
  tools: z.union([z.literal('all'), z.array(z.string()), z.strictObject({ atLeast: z.number() })]),
  cost: z.strictObject({ perRequest: usd, perConversation: usd, perMonth: usd }).nullable(),
});

/** What to assign so that a limit gives way. */
export const sets = z
  .array(z.string())
  .nullable()
  .meta({ description: 'Assignments for `--set`; null where none would help.' });
