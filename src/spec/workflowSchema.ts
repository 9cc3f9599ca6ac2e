import * as z from 'zod';
import { calls, share } from '../table/fields.ts';

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

/** One item of a workflow. */
export const workflowItem: z.ZodType<WorkflowItem> = z.lazy(() =>
  z.union([
    stepItem,
    toolsItem,
    z.strictObject({ parallel: z.array(workflowItem).min(1) }),
    z.strictObject({ sequence: z.array(workflowItem).min(1) }),
  ]),
);

/** A lookup and what a hit saves. */
export const shortcut = z
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
