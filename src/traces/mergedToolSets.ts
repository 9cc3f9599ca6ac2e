import type { Table, TableDocument } from '../table/schema.ts';
import { shareToYaml } from '../units/share.ts';
import type { Weights } from './mergedUse.ts';
import { wholeShares } from './wholeShares.ts';

/** Which tools requests used, of two tables that do not count them: weighed by how much was measured. */
export function mergedToolSets(
  old: Table,
  fresh: Table,
  weights: Weights,
): TableDocument['tool_sets'] {
  if (fresh.tool_sets === undefined && old.tool_sets === undefined) return undefined;
  const counts = new Map<string, { tools: string[]; count: number }>();
  addToolSets(counts, fresh, weights.fresh);
  // Tools, but no word on which requests use them: there is nothing to weigh.
  if (old.tool_sets !== undefined || !hasTools(old)) addToolSets(counts, old, weights.old);
  const sets = [...counts.values()]
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const shares = wholeShares(sets.map(({ count }) => count));
  return sets.flatMap(({ tools }, index) =>
    (shares[index] ?? 0) > 0 ? [[shareToYaml(shares[index] ?? 0), tools]] : [],
  );
}

function addToolSets(
  counts: Map<string, { tools: string[]; count: number }>,
  table: Table,
  weight: number,
): void {
  for (const [share, names] of table.tool_sets ?? [[1, []]]) {
    const tools = [...names].sort();
    const known = counts.get(tools.join(' '));
    counts.set(tools.join(' '), { tools, count: (known?.count ?? 0) + share * weight });
  }
}

function hasTools({ components }: Table): boolean {
  return Object.values(components).some(({ kind }) => kind === 'tool');
}
