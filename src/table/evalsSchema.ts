import * as z from 'zod';
import { choiceValue } from './choiceValue.ts';
import { duration, money, ratio, share, SUM_TOLERANCE } from './fields.ts';

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

/** An eval of a table, as it is written: its baseline, and the architectures that it measured. */
export const evaluation = z.strictObject({
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
