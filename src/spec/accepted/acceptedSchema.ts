import * as z from 'zod';
import { day, money, share } from '../../table/fields.ts';
import { byPercentile } from '../byPercentile.ts';
import { choices } from '../writtenChoices.ts';
import { evidence, restsOn, signedPrices, signedTraffic } from './restsOnSchema.ts';

const costs = z.strictObject({
  per_request: money.optional(),
  per_conversation: money.optional(),
  per_month: money.optional(),
});

const signedTable = z
  .strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hex digits'),
    measured: day.optional().meta({ description: 'Last day that the table measured.' }),
  })
  .meta({ description: 'The table that the figures were composed from.' });

/** What was signed at one time. */
const acceptedOnce = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{8}$/, 'an id has 8 hex digits, as solve prints them')
    .optional()
    .meta({ description: 'The architecture, as `budget solve` names it.' }),
  date: day,
  statement: z.string(),
  choices,
  why: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Reason per choice that differs from what ran then.' }),
  latency: byPercentile.optional(),
  ttft: byPercentile.optional(),
  progress: byPercentile.optional(),
  accuracy: share.optional(),
  cost: costs.optional(),
  by: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Who owns the decision, on both sides: product and engineering.' }),
  table: signedTable.optional(),
  rests_on: restsOn.optional(),
  prices: signedPrices.optional(),
  traffic: signedTraffic.optional(),
  evidence: evidence.optional(),
  seal: z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'a seal has 16 hex digits, as budget accept writes them')
    .optional()
    .meta({ description: 'Over everything that was signed: tells when it was changed by hand.' }),
});

/** The `accepted` block of an agent. */
export const acceptedSchema = acceptedOnce
  .extend({
    history: z
      .array(acceptedOnce)
      .optional()
      .meta({ description: 'What was accepted before, latest first.' }),
  })
  .meta({ description: 'The counterproposal that both sides accepted.' });

/** What was signed, once read: durations in ms, shares in 0..1, money in USD. */
export type Accepted = z.output<typeof acceptedSchema>;
export type AcceptedOnce = z.output<typeof acceptedOnce>;
