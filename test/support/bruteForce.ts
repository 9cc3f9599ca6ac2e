import type { Choices } from '../../src/solver/choices.ts';
import type { Problem, Tool } from '../../src/solver/problem.ts';

/** Every architecture of a problem, written out by nested loops: all sets of tools or the wanted ones. */
export function allArchitectures(problem: Problem, which: 'wanted' | 'all' = 'all'): Choices[] {
  const found: Choices[] = [];
  for (const kept of toolSets(problem.tools?.tools ?? [])) {
    if (which === 'wanted' && !isWanted(problem, kept)) continue;
    const orders = kept.length > 1 ? (problem.tools?.orders ?? []) : (['series'] as const);
    for (const values of allValues(problem, kept)) {
      for (const order of orders)
        found.push({ values, tools: kept.map(({ name }) => name), order });
    }
  }
  return found;
}

/** Rule 11: `want.tools` says which sets of tools will do. */
export function isWanted(problem: Problem, kept: readonly { readonly name: string }[]): boolean {
  const { tools } = problem.limits;
  if (tools.kind === 'all') return kept.length === (problem.tools?.tools.length ?? 0);
  if (tools.kind === 'atLeast') return kept.length >= tools.count;
  return tools.tools.every((name) => kept.some((tool) => tool.name === name));
}

function toolSets(tools: readonly Tool[]): (readonly Tool[])[] {
  return tools.reduce<Tool[][]>((sets, tool) => sets.flatMap((set) => [set, [...set, tool]]), [[]]);
}

function allValues(problem: Problem, kept: readonly Tool[]): Map<string, string>[] {
  const open: [name: string, values: string[]][] = [
    ...problem.steps.map(({ name, options, optional }): [string, string[]] => [
      name,
      [...options.map(({ value }) => value), ...(optional ? ['off'] : [])],
    ]),
    ...problem.shortcuts.map(({ name, optional }): [string, string[]] => [
      name,
      optional ? ['off', 'on'] : ['on'],
    ]),
    ...kept
      .filter(({ options }) => options.length > 1)
      .map(({ name, options }): [string, string[]] => [name, options.map(({ value }) => value)]),
  ];
  return open.reduce<Map<string, string>[]>(
    (maps, [name, values]) =>
      maps.flatMap((map) => values.map((value) => new Map(map).set(name, value))),
    [new Map()],
  );
}
