import * as z from 'zod';
import { inputs, tool, warnings } from './document.ts';
import { causesSchema, censoringSchema, driftSchema } from './trust.ts';

const figure = z.number().nullable();

const check = z.strictObject({
  metric: z.enum(['latency', 'ttft', 'progress', 'cost', 'accuracy', 'failures', 'errors', 'calls', 'tokens']),
  of: z.string().meta({ description: 'The percentile, the step or the task that it speaks of.' }),
  promised: figure.meta({ description: 'In ms, USD, calls, tokens, or a share of 1.' }),
  measured: figure,
  low: figure.meta({ description: 'Central 90%; null where so few samples reach no end.' }),
  high: figure,
  n: z.number(),
  status: z.enum(['kept', 'worse', 'not-enough-data', 'unknown']),
  signed: z.boolean().meta({ description: 'Signed itself; else a signed figure rests on it.' }),
  needed: figure.meta({ description: 'Samples that would probably settle it.' }),
  power: figure.meta({
    description: 'Chance that a figure worse by what is tolerated is found with so many samples.',
  }),
  lowerBound: z.boolean().meta({ description: 'Requests were cut off before this percentile.' }),
  reason: z.string().nullable().meta({ description: 'Why nothing can be said.' }),
});

const mismatch = z.strictObject({
  step: z.string().meta({ description: 'The step or tool, or `order`.' }),
  signed: z.string(),
  traced: z.string(),
  share: z.number(),
  n: z.number(),
  expected: figure.meta({
    description: 'Share of requests that were to run it, where it is missing.',
  }),
});

const day = z.string().nullable();

/** What `budget verify -f json` prints. Times in ms, money in USD, shares in 0..1. */
export const verifySchema = z
  .strictObject({
    $schema: z.string(),
    schemaVersion: z.literal(1),
    kind: z.literal('verify'),
    tool,
    inputs,
    agents: z.array(
      z.strictObject({
        agent: z.string(),
        outcome: z.enum(['kept', 'worse', 'different-architecture', 'not-enough-data']),
        requests: z.strictObject({ n: z.number(), failed: z.number() }),
        checks: z.array(check),
        mismatches: z.array(mismatch),
        names: z
          .strictObject({
            untraced: z.array(z.string()),
            unnamed: z.array(z.string()),
            alike: z.array(z.strictObject({ traced: z.string(), step: z.string() })),
          })
          .meta({ description: 'Names that the workflow and the traces do not share.' }),
        unnamed: z
          .array(z.strictObject({ component: z.string(), calls: z.number(), ms: z.number() }))
          .meta({ description: 'Calls and ms a request of what the workflow does not name.' }),
        causes: causesSchema,
        drift: driftSchema,
        censored: censoringSchema.nullable(),
        accepted: z.string().meta({ description: 'When it was signed, YYYY-MM-DD.' }),
        from: day.meta({ description: 'First day of its requests, UTC; null without any.' }),
        to: day,
      }),
    ),
    warnings,
  })
  .meta({ title: 'budget verify' });
