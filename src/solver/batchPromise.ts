import { BATCH_GUARANTEE_HOURS } from '../cost/batch.ts';
import type { Choices } from './choices.ts';
import type { Block, Problem, SequenceBlock, Step } from './problem.ts';

const HOUR = 3_600_000;

/**
 * The time within which the batches of an architecture are promised to be done, one after another:
 * 24 hours for every model step in a row, redos included. In ms; 0 when nothing is batched.
 */
export function batchPromise(problem: Problem, choices: Choices): number {
  const batched = new Map(
    problem.steps.flatMap((step) => {
      const option = step.options.find(({ value }) => value === choices.values.get(step.name));
      const most = Math.max(0, ...step.calls.map(({ count }) => count));
      return option?.batched ? [[step.name, most] as const] : [];
    }),
  );
  if (batched.size === 0) return 0;
  const steps = new Map(problem.steps.map((step) => [step.name, step]));
  const rows = sequence(problem.workflow, { batched, steps, choices });
  return rows * BATCH_GUARANTEE_HOURS * HOUR;
}

/** Of all architectures, the longest: every step that comes in batches runs as one. In ms. */
export function longestBatchPromise(problem: Problem): number {
  const values = problem.steps.flatMap(({ name, options }) => {
    const option = options.find(({ batched }) => batched) ?? options[0];
    return option ? [[name, option.value] as const] : [];
  });
  return batchPromise(problem, { values: new Map(values), tools: [], order: 'series' });
}

interface Batches {
  /** Calls in a row, by step. */
  readonly batched: ReadonlyMap<string, number>;
  readonly steps: ReadonlyMap<string, Step>;
  readonly choices: Choices;
}

/** Batches in a row. */
function sequence({ items }: SequenceBlock, batches: Batches): number {
  const own = items.map((item) => block(item, batches));
  return items.reduce((sum, item, index) => {
    const reject = item.kind === 'step' ? batches.steps.get(item.step)?.onReject : null;
    const on = item.kind === 'step' && batches.choices.values.get(item.step) !== 'off';
    const once = sum + (own[index] ?? 0);
    if (!reject || !on) return once;
    const from = items.findIndex((other) => other.kind === 'step' && other.step === reject.redo);
    const again = own.slice(from, index + 1).reduce((all, count) => all + count, 0);
    return once + reject.times * again;
  }, 0);
}

function block(item: Block, batches: Batches): number {
  if (item.kind === 'step') return batches.batched.get(item.step) ?? 0;
  if (item.kind === 'sequence') return sequence(item, batches);
  if (item.kind === 'parallel')
    return Math.max(0, ...item.branches.map((branch) => sequence(branch, batches)));
  return 0;
}
