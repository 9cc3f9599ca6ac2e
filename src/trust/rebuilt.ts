import type { Order, Block, Problem } from '../solver/problem.ts';

/**
 * End to end time of one request from the times of its steps and tools: the critical path of the
 * workflow, in which a sequence adds, branches take the longest, and tools do either.
 *
 * @param timeOf ms that a step, tool or shortcut took in this request; 0 where it did not run
 */
export function rebuilt(problem: Problem, order: Order, timeOf: (name: string) => number): number {
  const toolsTime = (): number => {
    let time = 0;
    for (const { name } of problem.tools?.tools ?? [])
      time = order === 'parallel' ? Math.max(time, timeOf(name)) : time + timeOf(name);
    return time;
  };
  const blockTime = (block: Block): number => {
    if (block.kind === 'step') return timeOf(block.step);
    if (block.kind === 'tools') return toolsTime();
    if (block.kind === 'sequence')
      return block.items.reduce((sum, item) => sum + blockTime(item), 0);
    return Math.max(0, ...block.branches.map(blockTime));
  };
  // Lookups come before the step that they skip, on the same path.
  return problem.shortcuts.reduce(
    (sum, { name }) => sum + timeOf(name),
    blockTime(problem.workflow),
  );
}
