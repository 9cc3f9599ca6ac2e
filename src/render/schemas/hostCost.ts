import * as z from 'zod';
import type { HostCost } from '../../solver/costing/hostRows.ts';
import { share, usd } from './quantities.ts';
import type { SameKeys } from './sameKeys.ts';
import { corner } from './words.ts';

const ms = z.number().nullable();

/** Volumes, in requests a month. */
export const volumes = z
  .array(z.strictObject({ from: z.number(), to: z.number().nullable() }))
  .meta({ description: 'Requests a month; `to` is null where it stays so.' });

/** One model at one host, as results print it. */
export const hostCost = z.strictObject({
  step: z.string(),
  variant: z.string(),
  model: z.string(),
  host: z.string().meta({ description: 'api, batch, or a GPU tier.' }),
  tier: z.string().nullable(),
  goodFor: z.string().nullable(),
  feasible: z.boolean().meta({ description: 'Every limit is met, by the estimate.' }),
  misses: z.array(corner),
  unclear: z
    .array(corner)
    .default([])
    .meta({ description: 'Limits that only the estimate keeps, or of which nothing is known.' }),
  latency: z.strictObject({ p50: ms, p95: ms }),
  accuracy: share.nullable(),
  perRequest: usd,
  perConversation: usd,
  perMonth: z.strictObject({ launch: usd, month12: usd }),
  replicas: z.number().nullable(),
  replicasInTwelveMonths: z.number().nullable(),
  utilization: z.number().nullable().meta({ description: 'Of the replicas, in the busiest hour.' }),
  engineering: usd,
  availability: share.nullable(),
  breakEven: volumes,
  note: z.string().nullable(),
});

export const schemaCoversHostCost: SameKeys<z.output<typeof hostCost>, HostCost> = true;
