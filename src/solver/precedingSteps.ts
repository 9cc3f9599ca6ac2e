import type { Block, SequenceBlock } from './problem.ts';
import { stepsIn } from './stepsIn.ts';

/** Steps that have ended whenever `step` starts: those before it in its own and in enclosing sequences. */
export function precedingSteps(workflow: SequenceBlock, step: string): ReadonlySet<string> {
  const before = new Set<string>();
  collect(workflow, step, before);
  return before;
}

function collect(block: Block, step: string, before: Set<string>): void {
  if (block.kind === 'parallel') {
    const branch = block.branches.find((candidate) => stepsIn(candidate).includes(step));
    if (branch) collect(branch, step, before);
  }
  if (block.kind !== 'sequence') return;
  const index = block.items.findIndex((item) => stepsIn(item).includes(step));
  for (const item of block.items.slice(0, Math.max(0, index))) {
    for (const name of stepsIn(item)) before.add(name);
  }
  const home = block.items[index];
  if (home) collect(home, step, before);
}
