import * as z from 'zod';
import { calls, count, duration, money, moneyPerMonth, points, share } from './fields.ts';
import { latency } from './latencySchema.ts';

/** Words that choices use for themselves, so that no component, variant or step may be called so. */
export const RESERVED = ['tools', 'order', 'all', 'on', 'off', 'series', 'parallel'] as const;

const NAME = /^[^\s@,]+$/;

/** A name of a component or a variant. */
export const name = z
  .string()
  .regex(NAME, 'a name has no spaces, commas or @')
  .refine((text) => !RESERVED.some((word) => word === text), {
    error: (issue) => `"${String(issue.input)}" is a word that choices use; choose another name`,
  });

/** Kinds of components. */
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

/** A component of a table, as it is written. */
export const component = z
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
