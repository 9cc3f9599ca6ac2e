import * as z from 'zod';
import { architecture } from './architecture.ts';
import { sets } from './limits.ts';

const firstOutputAnswer = z.strictObject({
  ms: z.number(),
  holds: z.boolean(),
  architecture,
  set: sets,
});

/** The same limit, asked of first output. */
export const firstOutput = z.strictObject({
  asked: z.strictObject({ percentile: z.string(), ms: z.number() }),
  streams: z.array(z.string()),
  supposed: z.string().nullable().meta({
    description: 'Where nothing streams: the step that the answers suppose to.',
  }),
  firstToken: firstOutputAnswer.nullable(),
  progress: firstOutputAnswer.nullable(),
  blocking: z
    .strictObject({ steps: z.array(z.string()), ms: z.number(), id: z.string() })
    .nullable()
    .meta({ description: 'What waiting for a verdict costs the first token, in ms.' }),
  exact: z.boolean(),
});
