import * as z from 'zod';

/** `tables/waits.yaml`: from when on people feel a wait, with who found it. */
export const waitsSchema = z.strictObject({
  version: z.literal(1),
  checked: z.string(),
  waits: z.array(
    z.strictObject({
      ms: z.number(),
      of: z.enum(['any', 'chat', 'voice']),
      felt: z.string(),
      source: z.string(),
    }),
  ),
});

/** One threshold: a wait in ms, for whom, what it feels like, and where that comes from. */
export type Wait = z.output<typeof waitsSchema>['waits'][number];
