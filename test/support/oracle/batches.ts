import { type Chosen, wayOfStep } from './architectures.ts';
import type { Agent, Item, StepItem } from './system.ts';

const DAY = 24 * 3_600_000;

/**
 * Ms within which batches are promised, in the longest request that may happen: each has a day, those of
 * branches run side by side, and what a verdict sends back runs again, loops within it included.
 */
export function promiseOf(agent: Agent, chosen: Chosen): number {
  const inARow = (items: readonly Item[]): number => {
    let sum = 0;
    items.forEach((item, index) => {
      sum += once(item);
      if (!('step' in item) || !isOn(item) || item.onReject === null) return;
      const { redo, times } = item.onReject;
      const from = items.findIndex((other) => 'step' in other && other.step === redo);
      sum += times * (inARow(items.slice(from, index)) + once(item));
    });
    return sum;
  };
  const isOn = (step: StepItem) => wayOfStep(chosen, step) !== null;
  const once = (item: Item): number => {
    if ('sequence' in item) return inARow(item.sequence);
    if ('parallel' in item) return Math.max(...item.parallel.map((branch) => inARow([branch])));
    if ('tools' in item || !wayOfStep(chosen, item)?.batched) return 0;
    return Math.max(...item.calls.map(([, calls]) => calls));
  };
  return inARow(agent.workflow) * DAY;
}
