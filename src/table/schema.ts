import * as z from 'zod';
import { choiceValue } from './choiceValue.ts';
import {
  calls,
  count,
  day,
  duration,
  money,
  moneyPerMonth,
  points,
  ratio,
  share,
  SUM_TOLERANCE,
} from './fields.ts';
import { latency } from './latencySchema.ts';
import { calibration, servingOverride, tierOverride } from './gpusSchema.ts';
import { open, ownPrice } from './modelsSchema.ts';

/** Words that choices use for themselves, so that no component, variant or step may be called so. */
export const RESERVED = ['tools', 'order', 'all', 'on', 'off', 'series', 'parallel'] as const;

const NAME = /^[^\s@,]+$/;

const name = z
  .string()
  .regex(NAME, 'a name has no spaces, commas or @')
  .refine((text) => !RESERVED.some((word) => word === text), {
    error: (issue) => `"${String(issue.input)}" is a word that choices use; choose another name`,
  });

export const KINDS = [
  'llm',
  'tool',
  'retrieval',
  'embedding',
  'rerank',
  'verifier',
  'guardrail',
  'compaction',
  'memory',
  'other',
] as const;

const tokens = z
  .strictObject({
    input: count.optional().meta({
      description: 'Everything the model reads per call, history and cached tokens included.',
    }),
    prefix: count
      .optional()
      .meta({ description: 'Static leading part of the input: system prompt, tool definitions.' }),
    cached: count.optional().meta({ description: 'Part of the input read from the prompt cache.' }),
    written: count
      .optional()
      .meta({ description: 'Part of the input written to the prompt cache for 5 minutes.' }),
    written_1h: count
      .optional()
      .meta({ description: 'Part of the input written to the prompt cache for 1 hour.' }),
    history: count.optional().meta({
      description:
        'Part of the input that resends the conversation so far, on average over its requests.',
    }),
    output: count.optional().meta({ description: 'Visible output per call, reasoning excluded.' }),
    reasoning: count
      .optional()
      .meta({ description: 'Hidden reasoning per call, charged as output.' }),
  })
  .meta({ description: 'Tokens per call, on average.' });

/** Sums behind the means: adding them merges two measurements without loss. */
const sums = z.tuple([count, z.number().min(0)]);

const perCall = {
  model: z
    .string()
    .optional()
    .meta({ description: 'Name of a model in tables/models.yaml or under `prices`.' }),
  effort: z
    .string()
    .optional()
    .meta({ description: 'Reasoning effort, as the provider calls it.' }),
  latency: latency.optional().meta({ description: 'How long one call takes.' }),
  ttft: latency.optional().meta({ description: 'Time to the first token of one call.' }),
  tokens: tokens.optional(),
  token_sums: z
    .strictObject({
      input: sums.optional(),
      cached: sums.optional(),
      written: sums.optional(),
      output: sums.optional(),
      reasoning: sums.optional(),
    })
    .optional()
    .meta({ description: 'Tokens as [calls that report them, sum]: what the means are made of.' }),
  billed: z.strictObject({ n: count, mean: money }).optional().meta({
    description:
      'USD per call as the traces themselves reckon it; to compare, never added to cost.',
  }),
  cost: money.optional().meta({ description: 'USD per call, beside tokens.' }),
  fixed_cost: moneyPerMonth
    .optional()
    .meta({ description: 'USD per month, however many requests there are.' }),
  errors: share.optional().meta({ description: 'Share of calls that failed.' }),
  accuracy: points.optional().meta({
    description:
      'Effect on accuracy in points. On a component: of having it; on a variant: against the baseline’s variant.',
  }),
  saves: z
    .strictObject({ input_tokens: count })
    .optional()
    .meta({ description: 'Input tokens taken off every later model call of the request.' }),
};

const variant = z.strictObject(perCall).meta({ description: 'One way to run the component.' });

const component = z
  .strictObject({
    kind: z.enum(KINDS),
    buys: z
      .string()
      .optional()
      .meta({ description: 'What the component is good for, in words a product manager uses.' }),
    guards: z.string().optional().meta({ description: 'What goes unguarded when it is dropped.' }),
    used_by: share.optional().meta({ description: 'Share of requests that use it, measured.' }),
    calls: calls.optional(),
    retries: share.optional().meta({
      description: 'Failed attempts that were made again, per call, where the traces show them.',
    }),
    on_path: latency.optional().meta({
      description:
        'Time on the critical path per request that uses it, all calls together: what a request waits for it.',
    }),
    slack: duration.optional().meta({
      description:
        'Mean time per request that uses it in which it ran beside something longer: nobody waited.',
    }),
    cache_gap: latency.optional().meta({
      description:
        'From one model call to the next in the same request: what a prompt cache must last.',
    }),
    counted: z
      .strictObject({
        requests: count,
        runs: count,
        failed: count,
        retries: count,
        calls: z.record(z.string().regex(/^\d+$/), count),
        beside: z.record(z.string(), count).optional().meta({
          description: 'Requests in which it ran beside this component, and ended first.',
        }),
        redone: z
          .record(z.string(), count)
          .optional()
          .meta({ description: 'Times that this component ran again after its verdict.' }),
      })
      .optional()
      .meta({ description: 'Counts behind the shares: adding them merges without loss.' }),
    ...perCall,
    variants: z.record(name, variant).optional(),
  })
  .meta({ description: 'A named thing that takes time in a request.' });

/** Choices as rows and baselines spell them: component to variant, `on` or `off`; `tools`; `order`. */
const architecture = z.record(z.string(), choiceValue).meta({
  description: 'Component to variant, on or off; tools: all or a list; order: series or parallel.',
});

const wholeCount = z.number().int().min(0);

/** A measured architecture. */
const row = z.strictObject({
  architecture,
  passed: z.union([
    ratio.transform((counts) => ({ all: counts }) as Record<string, typeof counts>),
    z.record(z.string(), ratio),
  ]),
  latency: z
    .strictObject({
      mean: duration.optional(),
      p50: duration.optional(),
      p95: duration.optional(),
    })
    .optional()
    .meta({ description: 'Latency per item as measured in the eval run.' }),
  cost: money.optional().meta({ description: 'USD per item as measured in the eval run.' }),
  infra_failures: wholeCount.optional().meta({
    description:
      'Items that got no answer (time-outs, rate limits, API errors): not part of `passed`, neither as right nor as wrong.',
  }),
});

function checkTaskSum(tasks: Record<string, number>, context: z.RefinementCtx): void {
  const sum = Object.values(tasks).reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) <= SUM_TOLERANCE) return;
  const message = `the shares of the tasks sum to ${Number((sum * 100).toFixed(2))}%, not 100%`;
  context.addIssue({ code: 'custom', message, params: { code: 'mixture-sum' } });
}

/** Rounded shares of hundreds of sets may miss 100% by this much. */
const SET_TOLERANCE = 0.01;

function checkSetSum(sets: readonly [number, string[]][], context: z.RefinementCtx): void {
  const sum = sets.reduce((total, [part]) => total + part, 0);
  if (sets.length === 0 || Math.abs(sum - 1) <= SET_TOLERANCE) return;
  const message = `the shares of the tool sets sum to ${Number((sum * 100).toFixed(2))}%, not 100%`;
  context.addIssue({ code: 'custom', message, params: { code: 'mixture-sum' } });
}

const evaluation = z.strictObject({
  baseline: z.strictObject({ accuracy: share, architecture }),
  tasks: z
    .record(z.string(), share)
    .superRefine(checkTaskSum)
    .optional()
    .meta({ description: 'Share of traffic per task; they sum to 100%.' }),
  items: z
    .string()
    .optional()
    .meta({ description: 'CSV with the outcome of every item, beside the table.' }),
  rows: z.array(row).optional().meta({ description: 'Measured architectures.' }),
});

/** A conversion table, as written in `tables/*.yaml`. */
export const tableSchema = z
  .strictObject({
    version: z.literal(1),
    name: z.string(),
    measured: z
      .strictObject({
        from: day,
        to: day,
        traces: count,
        spans: count,
        one_in: count.optional().meta({
          description:
            'One trace in so many was read whole: shares, calls, path and end to end are theirs; times and tokens are of all spans.',
        }),
      })
      .refine(({ from, to }) => from <= to, {
        error: 'the last day is before the first',
        path: ['to'],
      })
      .optional(),
    refresh_every: duration.optional(),
    end_to_end: z
      .strictObject({
        latency: latency.optional(),
        ttft: latency.optional(),
        progress: latency
          .optional()
          .meta({ description: 'First token of any model call: the first visible sign of work.' }),
        orchestration: latency.optional().meta({
          description: 'Time on the critical path that lies in no component: the agent’s own code.',
        }),
      })
      .optional()
      .meta({ description: 'Whole requests, as measured.' }),
    tool_sets: z
      .array(z.tuple([share, z.array(z.string())]))
      .superRefine(checkSetSum)
      .optional()
      .meta({ description: 'Shares of requests by the set of tools they used.' }),
    counted: z
      .strictObject({
        requests: count,
        tool_sets: z.array(z.tuple([count, z.array(z.string())])).optional(),
      })
      .optional()
      .meta({ description: 'Counts behind the shares: adding them merges without loss.' }),
    prices: z.record(z.string(), ownPrice).optional().meta({
      description: 'Prices of models that override tables/models.yaml, in USD per million tokens.',
    }),
    models: z.record(z.string(), open).optional().meta({
      description: 'Shapes of open models that tables/models.yaml does not have.',
    }),
    gpus: z.record(z.string(), tierOverride).optional().meta({
      description: 'GPU tiers that override or add to tables/gpus.yaml.',
    }),
    serving: servingOverride.optional().meta({
      description: 'How open models are served; overrides tables/gpus.yaml.',
    }),
    calibrate: z.record(z.string(), calibration).optional().meta({
      description: 'One measured pair per GPU or tier, to which its predicted times are scaled.',
    }),
    gap: latency.optional().meta({
      description: 'Time between two requests of a conversation, as measured.',
    }),
    components: z.record(name, component),
    evals: z.record(z.string(), evaluation).optional(),
  })
  .meta({
    title: 'Conversion table',
    description: 'What each component costs in latency, accuracy and money.',
  });

/** A conversion table once read: durations in ms, shares and points in 0..1, money in USD. */
export type Table = z.output<typeof tableSchema>;
/** A conversion table as it is written. */
export type TableDocument = z.input<typeof tableSchema>;
export type Component = Table['components'][string];
export type Variant = NonNullable<Component['variants']>[string];
export type Evaluation = NonNullable<Table['evals']>[string];
export type Row = NonNullable<Evaluation['rows']>[number];
