import type { ToolGroup } from './problem.ts';

/**
 * Share of requests that use no dropped tool (docs/rules.md): from measured tool sets where there
 * are any, else the product of what each dropped tool leaves; null when a dropped tool's use is unknown.
 */
export function coverage(
  group: ToolGroup | null,
  kept: readonly string[],
): { readonly share: number | null; readonly about: boolean } {
  const dropped = (group?.tools ?? []).filter((tool) => !kept.includes(tool.name));
  if (group === null || dropped.length === 0) return { share: 1, about: false };
  if (group.sets !== null) {
    const names = new Set(dropped.map((tool) => tool.name));
    const total = group.sets.reduce((sum, set) => sum + set.share, 0);
    const served = group.sets.filter((set) => !set.tools.some((tool) => names.has(tool)));
    return { share: served.reduce((sum, set) => sum + set.share, 0) / total, about: false };
  }
  const share = dropped.reduce<number | null>(
    (product, { usedBy }) => (product === null || usedBy === null ? null : product * (1 - usedBy)),
    1,
  );
  return { share, about: share !== null };
}
