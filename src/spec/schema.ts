import * as z from 'zod';
import { duration, money, points, share } from '../table/fields.ts';
import { parseMultiple } from '../units/multiple.ts';
import { unit } from '../yaml/unitSchema.ts';
import { acceptedSchema } from './accepted/acceptedSchema.ts';
import { rate } from './accepted/restsOnSchema.ts';
import { want } from './wantSchema.ts';
import { shortcut, workflowItem } from './workflowSchema.ts';
import { choices } from './writtenChoices.ts';

const multiple = unit(parseMultiple, { description: 'a multiple', examples: ['3x'] });

const traffic = z
  .strictObject({
    requests: rate.optional(),
    conversations: rate.optional(),
    in_12_months: rate.optional().meta({ description: 'The same count in twelve months.' }),
    turns: z
      .number()
      .min(1)
      .optional()
      .meta({ description: 'Requests in a conversation. Default 1.' }),
    gap: duration.optional().meta({ description: 'Time between the requests of a conversation.' }),
    active_hours: z
      .number()
      .gt(0)
      .max(24)
      .optional()
      .meta({ description: 'Hours a day with traffic. Default 24.' }),
    peak: multiple
      .optional()
      .meta({ description: 'Busiest hour against the average. Default 3x.' }),
  })
  .meta({ description: 'How much the agent is used. requests or conversations, not both.' });

const investment = z
  .strictObject({
    quarters: z.number().gt(0).max(40).meta({ description: 'Quarters until it could be there.' }),
    accuracy: points
      .optional()
      .meta({ description: 'What it is claimed to add, against the baseline.' }),
    component: z.string().optional().meta({ description: 'What becomes faster or cheaper.' }),
    faster: share.optional().meta({ description: 'Time that is claimed to be saved per call.' }),
    cheaper: share.optional().meta({ description: 'Cost that is claimed to be saved per call.' }),
    skips: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: 'Steps that a hit would save, as in a shortcut.' }),
    hit: share.optional().meta({ description: 'Claimed share of requests that hit.' }),
    lookup: duration.optional().meta({ description: 'Claimed time of the lookup.' }),
  })
  .meta({
    description:
      'A lever that takes quarters: what is claimed of it, never part of what is available today.',
  });

const agent = z
  .strictObject({
    today: choices.optional(),
    want,
    workflow: z.array(workflowItem).min(1),
    shortcuts: z.array(shortcut).optional(),
    investments: z
      .record(z.string(), investment)
      .optional()
      .meta({ description: 'Levers that take quarters, with what is claimed of them.' }),
    traffic: traffic.optional(),
    wrong_answer: money.optional().meta({ description: 'What a wrong answer costs.' }),
    escalate: z
      .strictObject({ share, cost: money })
      .optional()
      .meta({ description: 'Requests handed to a person, and what that costs.' }),
    patience: z
      .record(z.string(), share)
      .optional()
      .meta({ description: 'Share of users that resend after a wait, as in { 3s: 5% }.' }),
    hosts: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: 'Where models may run. Default: api.' }),
    caching: z.enum(['on', 'off']).optional().meta({
      description:
        'Price model calls with the best prompt cache, its hits derived from traffic. Default off: as the table measured them.',
    }),
    accepted: acceptedSchema.optional(),
  })
  .meta({ description: 'One agent.' });

/** A spec, as written by hand. */
export const specSchema = z
  .strictObject({
    version: z.literal(1),
    table: z.string().meta({ description: 'Path of the conversion table, from this file.' }),
    agents: z.record(z.string(), agent).refine((agents) => Object.keys(agents).length > 0, {
      error: 'a spec has at least one agent',
    }),
  })
  .meta({
    title: 'Spec',
    description: 'What is wanted of each agent, how it works, and how much it is used.',
  });

/** A spec once read: durations in ms, shares in 0..1, money in USD, rates per month. */
export type Spec = z.output<typeof specSchema>;
export type AgentSpec = Spec['agents'][string];
export type Want = AgentSpec['want'];
export type Investment = NonNullable<AgentSpec['investments']>[string];
