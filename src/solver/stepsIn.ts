import type { Block } from './problem.ts';

/** Steps (and `tools`) inside a block, in workflow order. */
export function stepsIn(block: Block): readonly string[] {
  const known = listed.get(block);
  if (known) return known;
  const steps = listSteps(block);
  listed.set(block, steps);
  return steps;
}

const listed = new WeakMap<Block, readonly string[]>();

function listSteps(block: Block): readonly string[] {
  if (block.kind === 'step') return [block.step];
  if (block.kind === 'tools') return ['tools'];
  if (block.kind === 'sequence') return block.items.flatMap(stepsIn);
  return block.branches.flatMap(stepsIn);
}
