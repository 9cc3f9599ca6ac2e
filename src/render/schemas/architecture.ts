import * as z from 'zod';
import type { Architecture } from '../../solver/result.ts';
import { ms, share, usd } from './quantities.ts';
import type { SameKeys } from './sameKeys.ts';
import { choices, corner, verdict } from './words.ts';

const interval = z.strictObject({ low: ms, high: ms });
const intervals = z
  .strictObject({ p50: interval, p90: interval, p95: interval, p99: interval })
  .nullable()
  .optional();
const percentiles = z.strictObject({ p50: ms, p90: ms, p95: ms, p99: ms, mean: ms });

const taskAccuracy = z.strictObject({
  value: share,
  low: share.nullable(),
  high: share.nullable(),
});

/** An accuracy with its central 90% interval and what it rests on. */
export const accuracy = z.strictObject({
  value: share.nullable(),
  low: share.nullable().meta({
    description: 'Lower end of the central 90% interval; null where nothing says how wide it is.',
  }),
  high: share.nullable(),
  basis: z.enum(['measured', 'predicted', 'unknown']),
  n: z.number().nullable().meta({ description: 'Items that a measured figure rests on.' }),
  tasks: z.record(z.string(), taskAccuracy),
});

/** What people cost beside the machines, in USD. */
export const people = z.strictObject({
  escalations: usd,
  wrongAnswers: usd,
  perRequest: usd,
  perMonth: usd,
});

const cost = z.strictObject({
  perRequest: usd,
  perConversation: usd,
  perMonth: z.strictObject({ launch: usd, month12: usd }),
  parts: z
    .record(z.string(), usd)
    .meta({ description: 'US dollars per request by component; `fixed` for monthly costs.' }),
  people: people
    .nullable()
    .meta({ description: 'What people cost beside the machines; never part of a limit.' }),
});

/** An architecture with its figures, as fields: near misses have more of them. */
export const architectureFields = {
  id: z.string().regex(/^[0-9a-f]{8}$/),
  name: z.string().meta({ description: 'What differs from today, most milliseconds first.' }),
  choices,
  latency: z.strictObject({
    e2e: percentiles,
    ttft: percentiles.nullable(),
    progress: percentiles.nullable(),
    interval: intervals.meta({
      description:
        'Central 90% of the end to end percentiles, given how many calls were measured; null where none was.',
    }),
    ttftInterval: intervals.meta({ description: 'The same of the first token.' }),
    progressInterval: intervals.meta({ description: 'The same of the first sign of work.' }),
    certified: z
      .array(
        z.strictObject({
          corner: z.enum(['latency', 'ttft', 'progress']),
          percentile: z.string(),
          low: z.number(),
          high: z.number(),
          straddles: z.boolean(),
        }),
      )
      .meta({
        description:
          'Bounds that hold whatever the lattice rounds, of limited percentiles within 2% of their limit.',
      }),
  }),
  shown: z
    .strictObject({ percentile: z.string(), ms })
    .meta({ description: 'The percentile that is minimised and shown.' }),
  accuracy,
  cost,
  tools: z.strictObject({
    kept: z.array(z.string()),
    of: z.number(),
    coverage: share.nullable(),
    about: z.boolean(),
  }),
  meets: z.partialRecord(corner, verdict),
  meets12Months: z
    .strictObject({ cost: verdict.nullable() })
    .meta({ description: 'The verdict of month 12; limits hold at launch.' }),
};

/** An architecture with its figures. */
export const architecture = z.strictObject(architectureFields);

export const schemaCoversArchitecture: SameKeys<z.output<typeof architecture>, Architecture> = true;
