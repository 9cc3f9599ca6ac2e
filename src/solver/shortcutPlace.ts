import type { Block } from './problem.ts';
import { stepsIn } from './stepsIn.ts';

/** Where a lookup is paid: just before a step (by its name), before the tools, or before a parallel block. */
export type Place = string | Block;

/** Just before the first skipped step; before a parallel block when several of its branches hang on the lookup. */
export function placeOf(skips: readonly string[], items: readonly Block[]): Place {
  const touches = (block: Block) => stepsIn(block).some((step) => skips.includes(step));
  const item = items.find(touches);
  if (item === undefined) return '';
  if (item.kind === 'step') return item.step;
  if (item.kind === 'tools') return 'tools';
  if (item.kind === 'sequence') return placeOf(skips, item.items);
  const branches = item.branches.filter(touches);
  const [only] = branches;
  return branches.length === 1 && only ? placeOf(skips, only.items) : item;
}
