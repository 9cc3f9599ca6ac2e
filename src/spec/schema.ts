import * as z from 'zod';
import { calls, duration, money, points, share } from '../table/fields.ts';
import { parseMultiple } from '../units/multiple.ts';
import { unit } from '../yaml/unitSchema.ts';
import { acceptedSchema } from './accepted/acceptedSchema.ts';
import { rate } from './accepted/restsOnSchema.ts';
import { byPercentile } from './byPercentile.ts';
import { choices } from './writtenChoices.ts';

const multiple = unit(parseMultiple, { description: 'a multiple', examples: ['3x'] });

const percentiles = byPercentile
  .refine((limits) => Object.keys(limits).length > 0, {
    error: 'a latency limit names a percentile, as in { p95: 2s }',
  })
  .transform((limits) => ({ limits, assumed: false }));

const bareDuration = duration.transform((ms) => ({
  limits: { p95: ms } as Record<string, number>,
  assumed: true,
}));

const latencyLimit = z.union([percentiles, bareDuration]).meta({
  description:
    'Limits by percentile, as in { p95: 2s }. A bare duration is read as p95, and the output says so.',
});

const accuracyLimit = z
  .union([
    z.strictObject({
      at_least: share,
      eval: z
        .string()
        .optional()
        .meta({ description: 'Which eval of the table; needed when it has several.' }),
      tasks: z.record(z.string(), share).optional().meta({ description: 'Floors per task.' }),
    }),
    share.transform((at_least) => ({ at_least, eval: undefined, tasks: undefined })),
  ])
  .meta({ description: 'Least accuracy on an eval of the table.' });

const toolsLimit = z
  .union([
    z.literal('all'),
    z.array(z.string()),
    z.strictObject({ at_least: z.number().int().min(0) }),
  ])
  .meta({ description: 'all, a list of tools that must stay, or { at_least: 4 }. Default: all.' });

const costLimit = z
  .union([
    z.strictObject({
      per_request: money.optional(),
      per_conversation: money.optional(),
      per_month: money.optional(),
    }),
    money.transform((per_request) => ({
      per_request,
      per_conversation: undefined,
      per_month: undefined,
    })),
  ])
  .meta({
    description:
      'Most it may cost: per_request, per_conversation or per_month. A bare amount is per request.',
  });

const want = z
  .strictObject({
    latency: latencyLimit.optional(),
    ttft: latencyLimit.optional().meta({ description: 'Time to the first token of the answer.' }),
    progress: latencyLimit
      .optional()
      .meta({ description: 'Time to the first visible sign of work.' }),
    deadline: duration.optional().meta({
      description: 'In place of latency: when the work must be done. Makes batch a choice.',
    }),
    accuracy: accuracyLimit.optional(),
    tools: toolsLimit.optional(),
    cost: costLimit.optional(),
  })
  .meta({ description: 'The limits.' });

const onReject = z.strictObject({
  redo: z.string().meta({ description: 'The step that everything runs again from.' }),
  chance: share.meta({ description: 'Share of verdicts that reject.' }),
  times: z
    .number()
    .int()
    .min(1)
    .max(10)
    .optional()
    .meta({ description: 'At most this many redos. Default 1.' }),
});

const stepItem = z
  .strictObject({
    step: z.string().min(1).meta({
      description: 'Name of the step; a component of the table unless `component` says which.',
    }),
    component: z.string().optional(),
    variants: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: 'Variants that may be chosen; default: all.' }),
    optional: z.boolean().optional(),
    calls: calls.optional(),
    chance: share.optional().meta({
      description:
        'Share of requests that run this step. Default: the component’s used_by, else 100%.',
    }),
    streams: z.boolean().optional().meta({ description: 'Its output is shown as it comes.' }),
    shows_progress: z
      .boolean()
      .optional()
      .meta({ description: 'It gives a visible sign of work.' }),
    on_reject: onReject.optional(),
  })
  .meta({ description: 'One step.' });

const toolUse = z.union([
  z.string(),
  z.strictObject({ use: z.string(), calls: calls.optional(), chance: share.optional() }),
]);

const toolsItem = z
  .strictObject({
    tools: z.array(toolUse).min(1),
    order: z
      .enum(['series', 'parallel', 'any'])
      .optional()
      .meta({ description: 'What the solver may choose. Default: series.' }),
  })
  .meta({ description: 'The tools; once in a workflow.' });

export type StepItem = z.output<typeof stepItem>;
export type ToolsItem = z.output<typeof toolsItem>;
export type ParallelItem = { parallel: WorkflowItem[] };
export type SequenceItem = { sequence: WorkflowItem[] };
export type WorkflowItem = StepItem | ToolsItem | ParallelItem | SequenceItem;

const workflowItem: z.ZodType<WorkflowItem> = z.lazy(() =>
  z.union([
    stepItem,
    toolsItem,
    z.strictObject({ parallel: z.array(workflowItem).min(1) }),
    z.strictObject({ sequence: z.array(workflowItem).min(1) }),
  ]),
);

const shortcut = z
  .strictObject({
    use: z.string().meta({ description: 'The component that is looked up.' }),
    skips: z
      .array(z.string())
      .min(1)
      .meta({ description: 'Steps that a hit saves; `tools` for the tools.' }),
    hit: share,
    optional: z.boolean().optional(),
  })
  .meta({ description: 'A lookup that saves steps when it hits.' });

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
