import type { Choices } from './choices.ts';
import type { Order, Problem } from './problem.ts';

/**
 * The architecture of a problem that a measured row names by component. What neither the row nor the
 * baseline names: the first variant, shortcuts off, all tools, in series.
 *
 * @returns null when the row names what this workflow cannot choose
 */
export function namedChoices(
  problem: Problem,
  row: Readonly<Record<string, string>>,
  baseline: Readonly<Record<string, string>>,
): Choices | null {
  const named = (name: string): string | undefined => row[name] ?? baseline[name];
  const values = new Map<string, string>();
  for (const step of problem.steps) {
    const wanted = named(step.component) ?? 'on';
    const chosen = valueIn(step.options, wanted === 'on' ? baseline[step.component] : wanted);
    if (wanted === 'off' ? !step.optional : chosen === null) return null;
    values.set(step.name, wanted === 'off' ? 'off' : (chosen ?? 'off'));
  }
  for (const { name, optional } of problem.shortcuts)
    values.set(name, optional ? (named(name) ?? 'off') : 'on');
  const list = named('tools')?.split(' ').filter(Boolean);
  const tools = (problem.tools?.tools ?? []).filter(({ name }) =>
    list === undefined || named('tools') === 'all' ? named(name) !== 'off' : list.includes(name),
  );
  for (const tool of tools) {
    if (tool.options.length > 1)
      values.set(
        tool.name,
        valueIn(tool.options, named(tool.name)) ?? tool.options[0]?.value ?? 'on',
      );
  }
  const order: Order = named('order') === 'parallel' && tools.length > 1 ? 'parallel' : 'series';
  return { values, tools: tools.map(({ name }) => name), order };
}

function valueIn(
  options: readonly { readonly value: string }[],
  wanted: string | undefined,
): string | null {
  if (wanted === undefined || wanted === 'on') return options[0]?.value ?? null;
  const found = options.find(({ value }) => value === wanted || value.startsWith(`${wanted}@`));
  return found?.value ?? null;
}
