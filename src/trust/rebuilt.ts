import type { Block, Order, Problem } from '../solver/problem.ts';

/** Times of one step, tool or shortcut, ms by request; undefined where it never ran. */
export type ColumnOf = (name: string) => Float64Array | undefined;

/**
 * End to end times of n requests from the times of their steps and tools, ms: the critical path of the
 * workflow, in which a sequence adds, branches take the longest, and tools do either.
 */
export function rebuilt(
  problem: Problem,
  order: Order,
  n: number,
  columnOf: ColumnOf,
): Float64Array {
  const tools = problem.tools?.tools ?? [];
  const timesOf = (block: Block): Float64Array | undefined => {
    if (block.kind === 'step') return columnOf(block.step);
    if (block.kind === 'tools') {
      const columns = tools.map(({ name }) => columnOf(name));
      return order === 'parallel' ? longest(n, columns) : sum(n, columns);
    }
    if (block.kind === 'sequence') return sum(n, block.items.map(timesOf));
    return longest(n, block.branches.map(timesOf));
  };
  // Lookups come before the step that they skip, on the same path.
  const lookups = problem.shortcuts.map(({ name }) => columnOf(name));
  return sum(n, [...lookups, timesOf(problem.workflow)]);
}

function sum(n: number, columns: readonly (Float64Array | undefined)[]): Float64Array {
  const total = new Float64Array(n);
  for (const column of columns)
    if (column) for (let at = 0; at < n; at++) total[at] = total[at]! + column[at]!;
  return total;
}

function longest(n: number, columns: readonly (Float64Array | undefined)[]): Float64Array {
  const most = new Float64Array(n);
  for (const column of columns)
    if (column) for (let at = 0; at < n; at++) most[at] = Math.max(most[at]!, column[at]!);
  return most;
}
