import * as z from 'zod';
import type { AgentCost } from '../../solver/costing/agentCost.ts';
import type { SystemCost } from '../../solver/costing/systemCost.ts';
import { people } from './architecture.ts';
import { inputs, tool, warnings } from './document.ts';
import { hostCost, volumes } from './hostCost.ts';
import { ms, share, usd } from './quantities.ts';
import type { SameKeys } from './sameKeys.ts';
import { choices } from './words.ts';

const perMonth = z.strictObject({ launch: usd, month12: usd });
const aMonth = z.number().meta({ description: 'Requests a month.' });

const base = z
  .strictObject({
    id: z.string().regex(/^[0-9a-f]{8}$/),
    name: z.string(),
    choices,
    perRequest: usd,
    perConversation: usd,
    perMonth,
    p95: ms,
    accuracy: share.nullable(),
  countedFree: z
    .array(z.string())
    .meta({ description: 'Components that count as $0: the table states no cost of them.' }),
  })
  .meta({
    description: 'What everything is said about: what is offered, else what runs today.',
  });

const traffic = z.strictObject({
  requests: aMonth.nullable(),
  requestsInTwelveMonths: aMonth.nullable(),
  turns: z.number().meta({ description: 'Requests a conversation.' }),
  activeHours: z.number().nullable().meta({ description: 'Hours a day.' }),
  peak: z.number().nullable().meta({ description: 'The busiest hour over the average one.' }),
});

const breakEven = z.strictObject({
  step: z.string(),
  variant: z.string(),
  against: z.string(),
  feasible: z.boolean(),
  ranges: volumes,
});

const year = z.strictObject({
  months: z.array(z.strictObject({ month: z.number(), requests: aMonth, cost: usd })),
  total: usd,
  totalIfLinear: usd,
});

const cachingAt = z.strictObject({
  policy: z.enum(['none', '5 min', '1 h', '1 h prefix, 5 min history', 'automatic']),
  hits: z
    .strictObject({ first: share, later: share, all: share })
    .nullable()
    .meta({ description: 'Chances that the prefix is cached: at first calls, later ones, all.' }),
  without: usd,
  with: usd,
});

const caching = z.strictObject({
  step: z.string(),
  variant: z.string(),
  inUse: z.boolean().meta({ description: 'It is the variant that is looked at.' }),
  model: z.string(),
  prefix: z.number().meta({ description: 'Tokens that every call begins with.' }),
  history: z.number().meta({ description: 'Tokens that resend the conversation.' }),
  minimum: z.number().nullable().meta({ description: 'Fewest tokens that are cached.' }),
  why: z
    .enum(['no prefix', 'below the minimum', 'no cache', 'dearer'])
    .nullable()
    .meta({ description: 'Why nothing is saved at launch; null where something is.' }),
  launch: cachingAt,
  month12: cachingAt.nullable(),
  applied: z.boolean().meta({ description: 'The agent is priced with its cache already.' }),
});

const batch = z.strictObject({
  steps: z.array(z.string()),
  without: usd,
  with: usd,
  promised: z.number().meta({ description: 'Milliseconds, as providers promise.' }),
  typical: ms,
  deadline: z.number(),
});

const context = z.strictObject({
  step: z.string(),
  model: z.string(),
  inputs: z.array(
    z.strictObject({
      tokens: z.number(),
      stated: z.boolean().meta({ description: 'The size that the table states.' }),
      perMonth: usd,
    }),
  ),
});

const volume = z.strictObject({
  step: z.string(),
  variant: z.string(),
  feasible: z.boolean(),
  volumes: z.array(z.strictObject({ requests: aMonth, perMonth: usd })),
});

const upgrade = z.strictObject({
  step: z.string(),
  from: z.string(),
  to: z.string(),
  extraCost: z.number().meta({ description: 'US dollars a request.' }),
  extraAccuracy: z.number(),
  worth: z.number().meta({ description: 'US dollars per wrong answer from which it pays.' }),
  pays: z.boolean().nullable(),
  feasible: z.boolean(),
});

const resends = z.strictObject({
  share,
  factor: z
    .number()
    .nullable()
    .meta({ description: 'Load with resends over load without; null where it never settles.' }),
  perMonth: usd,
});

const agent = z.strictObject({
  agent: z.string(),
  traffic,
  base,
  hosts: z.array(hostCost),
  breakEven: z.array(breakEven),
  year: year.nullable(),
  caching: z.array(caching),
  batch: batch.nullable(),
  context: z.array(context),
  volume: z.array(volume),
  people: people.nullable(),
  perCorrectAnswer: usd,
  upgrades: z.array(upgrade),
  resends: resends.nullable(),
});

const system = z.strictObject({
  perMonth,
  people: usd,
  shared: z.array(
    z.strictObject({
      model: z.string(),
      host: z.string(),
      agents: z.array(z.string()),
      replicas: z.number(),
      replicasInTwelveMonths: z.number().nullable(),
      utilization: z.number(),
      together: z.number(),
      apart: z.number(),
      feasible: z.boolean(),
    }),
  ),
});

const day = z.string().meta({ description: 'YYYY-MM-DD' });

/** What `budget cost -f json` prints. Times in ms, money in USD, shares in 0..1, volumes in requests a month. */
export const costSchema = z
  .strictObject({
    $schema: z.string(),
    schemaVersion: z.literal(1),
    kind: z.literal('cost'),
    tool,
    inputs,
    checked: z
      .strictObject({ models: day, gpus: day.nullable() })
      .meta({ description: 'When the price lists were checked.' }),
    agents: z.array(agent),
    system,
    warnings,
  })
  .meta({ title: 'Costs', description: 'What `budget cost -f json` prints.' });

export const schemaCoversAgentCost: SameKeys<z.output<typeof agent>, AgentCost> = true;
export const schemaCoversSystemCost: SameKeys<z.output<typeof system>, SystemCost> = true;
