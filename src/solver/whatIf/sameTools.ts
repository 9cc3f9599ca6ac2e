import type { ToolsLimit } from '../problem.ts';

/** Whether two limits ask for the same tools. */
export function sameTools(a: ToolsLimit, b: ToolsLimit): boolean {
  if (a.kind === 'named')
    return (
      b.kind === 'named' &&
      a.tools.length === b.tools.length &&
      a.tools.every((tool) => b.tools.includes(tool))
    );
  if (a.kind === 'atLeast') return b.kind === 'atLeast' && a.count === b.count;
  return b.kind === 'all';
}
