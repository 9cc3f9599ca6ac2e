import type { Choices } from '../choices.ts';
import type { Order, Problem } from '../problem.ts';
import type { Option, Picks } from './option.ts';

/** Options that agree with the same measured rows and know equally much, so that they can be compared. */
export function byLabel(options: readonly Option[]): Map<string, Option[]> {
  const groups = new Map<string, Option[]>();
  for (const option of options) {
    const key = `${option.unknown}${option.rows}`;
    const group = groups.get(key);
    if (group) group.push(option);
    else groups.set(key, [option]);
  }
  return groups;
}

/**
 * What the accuracy of two halves together rests on. Where nobody knows what the workflow loses with a
 * component that the baseline has, nothing but a measured row tells.
 */
export function basisOf({ accuracy }: Problem, one: Option, other: Option): Basis {
  if ((one.rows & other.rows) !== 0n) return 'measured';
  const isTold = accuracy !== null && accuracy.constant !== null;
  return isTold && !one.unknown && !other.unknown ? 'predicted' : 'unknown';
}

export type Basis = 'measured' | 'predicted' | 'unknown';

/** Choices in the order of the workflow, whatever order they were picked in. */
export function toChoices(problem: Problem, picks: Picks): Choices {
  const values = new Map<string, string>();
  const tools = new Set<string>();
  const found: { order: Order } = { order: 'series' };
  collect(picks, values, tools, found);
  const names = [
    ...problem.steps.map(({ name }) => name),
    ...problem.shortcuts.map(({ name }) => name),
    ...(problem.tools?.tools ?? []).map(({ name }) => name),
  ];
  return {
    values: new Map(
      names.flatMap((name) =>
        values.has(name) ? [[name, values.get(name) ?? 'off'] as const] : [],
      ),
    ),
    tools: (problem.tools?.tools ?? []).map(({ name }) => name).filter((name) => tools.has(name)),
    order: tools.size > 1 ? found.order : 'series',
  };
}

function collect(
  picks: Picks,
  values: Map<string, string>,
  tools: Set<string>,
  found: { order: Order },
): void {
  if ('left' in picks) {
    collect(picks.left, values, tools, found);
    collect(picks.right, values, tools, found);
    return;
  }
  for (const [name, value] of picks.values) values.set(name, value);
  for (const tool of picks.tools ?? []) tools.add(tool);
  if (picks.order !== null) found.order = picks.order;
}
