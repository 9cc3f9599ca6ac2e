import * as z from 'zod';
import type { AgentResult } from '../../solver/result.ts';
import { architecture, architectureFields } from './architecture.ts';
import { cliffDrop, exchangeStep, taskCliff } from './cliff.ts';
import { binding, explanation } from './explanation.ts';
import { firstOutput } from './firstOutput.ts';
import { hostCost } from './hostCost.ts';
import { limits, sets } from './limits.ts';
import { investment, nextEval } from './nextSteps.ts';
import { share } from './quantities.ts';
import type { SameKeys } from './sameKeys.ts';
import { choices, corner } from './words.ts';

/** The answer for one agent. */
export const agent = z.strictObject({
  agent: z.string(),
  limits,
  searched: z.strictObject({
    architectures: z.number(),
    withTools: z.number(),
    exact: z.boolean(),
    epsilon: z.number().nullable().optional(),
    frontier: z.number(),
  }),
  feasibleCount: z.strictObject({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    exact: z.boolean(),
  }),
  feasible: z.array(architecture),
  frontier: z.array(architecture),
  pickTwo: z.array(
    z.strictObject({
      keep: z.array(corner),
      gives: corner,
      architecture: architecture.nullable(),
      price: z.string(),
      moreTools: architecture.nullable().meta({
        description: 'Where tools give way: one that keeps more of them, serving fewer requests.',
      }),
    }),
  ),
  nearMisses: z.array(
    z.strictObject({
      ...architectureFields,
      misses: z.partialRecord(corner, z.number()),
      set: sets,
    }),
  ),
  cliff: z.array(z.strictObject({ latencyMs: z.number(), accuracy: share, architecture })),
  cliffDrop: cliffDrop.nullable().meta({ description: 'Its steepest drop, and what causes it.' }),
  exchange: z
    .strictObject({ accuracy: z.array(exchangeStep), cost: z.array(exchangeStep) })
    .meta({ description: 'What time buys along the frontier.' }),
  hosts: z.array(hostCost),
  ttft: firstOutput.nullable().meta({
    description: 'Where the end to end limit fails: the same limit asked of first output.',
  }),
  relaxations: z
    .array(
      z.strictObject({
        corner,
        set: sets,
        architecture: architecture.nullable(),
        why: z.string().nullable(),
      }),
    )
    .meta({ description: 'Where nothing fits: the smallest step of each limit alone that helps.' }),
  proposal: z.strictObject({ statement: z.string(), choices: choices.nullable() }),
  today: architecture.nullable(),
  measured: z
    .strictObject({ p50: z.number(), p95: z.number(), n: z.number().nullable() })
    .nullable(),
  binding: binding.nullable().meta({
    description: 'What to attack first in the architecture offered, or the closest.',
  }),
  explained: explanation.nullable().meta({ description: 'What `--explain` was asked about.' }),
  taskCliffs: z.array(taskCliff),
  investments: z.array(investment),
  measureNext: z.array(nextEval),
});

export const schemaCoversResult: SameKeys<z.output<typeof agent>, AgentResult> = true;
