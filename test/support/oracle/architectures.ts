import type { Agent, Item, StepItem, ToolsItem, ToolUse, Way, Written } from './system.ts';

/** An architecture of an agent, looked into by name. */
export interface Chosen {
  /** As files and JSON spell it: every step and shortcut, tools that have variants, `tools`, `order`. */
  readonly written: Written;
  /** Names of the tools that are kept. */
  readonly kept: readonly string[];
  readonly order: 'series' | 'parallel';
}

/** All items of a workflow that are no block, in the order they are listed. */
export function leavesOf(items: readonly Item[]): (StepItem | ToolsItem)[] {
  return items.flatMap((item) => {
    if ('parallel' in item) return leavesOf(item.parallel);
    return 'sequence' in item ? leavesOf(item.sequence) : [item];
  });
}

export function stepsOf(agent: Agent): StepItem[] {
  return leavesOf(agent.workflow).filter((item) => 'step' in item);
}

export function toolsOf(agent: Agent): ToolsItem | null {
  return leavesOf(agent.workflow).find((item) => 'tools' in item) ?? null;
}

/** The way a step runs; null where it is off. */
export function wayOfStep({ written }: Chosen, { step, ways }: StepItem): Way | null {
  const value = written[step];
  return value === 'off' ? null : (ways.find(({ name }) => name === value) ?? null);
}

export function wayOfTool({ written }: Chosen, { name, component }: ToolUse): Way {
  const { ways } = component;
  const [first] = ways;
  const found = ways.length === 1 ? first : ways.find((way) => way.name === written[name]);
  if (found === undefined) throw new Error(`${name} is not chosen`);
  return found;
}

/** Every architecture: `wanted` with the tools that the spec asks for, `all` with any of them. */
export function everyArchitecture(agent: Agent, which: 'wanted' | 'all'): Chosen[] {
  const group = toolsOf(agent);
  const found: Chosen[] = [];
  for (const kept of subsets(group?.tools ?? [])) {
    const names = kept.map(({ name }) => name);
    if (which === 'wanted' && !isWanted(agent, names)) continue;
    const several = names.length > 1 && group?.order === 'any';
    const only = names.length > 1 && group?.order === 'parallel' ? 'parallel' : 'series';
    const orders = several ? (['series', 'parallel'] as const) : ([only] as const);
    for (const order of orders) {
      for (const values of combinations(openChoices(agent, kept))) {
        const tools = names.length === (group?.tools.length ?? 0) ? 'all' : names;
        found.push({ written: { ...values, tools, order }, kept: names, order });
      }
    }
  }
  return found;
}

/** Whether a set of tools will do: all of them unless the spec says otherwise. */
export function isWanted({ want: { tools }, ...agent }: Agent, kept: readonly string[]): boolean {
  const all = leavesOf(agent.workflow).flatMap((item) => ('tools' in item ? item.tools : []));
  if (tools === null || tools === 'all') return kept.length === all.length;
  if ('at_least' in tools) return kept.length >= tools.at_least;
  return tools.every((name) => kept.includes(name));
}

function openChoices(agent: Agent, kept: readonly ToolUse[]): [name: string, values: string[]][] {
  return [
    ...stepsOf(agent).map(({ step, ways, optional }): [string, string[]] => [
      step,
      [...ways.map(({ name }) => name), ...(optional ? ['off'] : [])],
    ]),
    ...agent.shortcuts.map(({ use, optional }): [string, string[]] => [
      use,
      optional ? ['on', 'off'] : ['on'],
    ]),
    ...kept
      .filter(({ component }) => component.ways.length > 1)
      .map(({ name, component }): [string, string[]] => [
        name,
        component.ways.map((way) => way.name),
      ]),
  ];
}

function combinations(open: readonly [string, string[]][]): Record<string, string>[] {
  return open.reduce<Record<string, string>[]>(
    (all, [name, values]) =>
      all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

function subsets<T>(list: readonly T[]): T[][] {
  return list.reduce<T[][]>((sets, one) => sets.flatMap((set) => [set, [...set, one]]), [[]]);
}

/** `llama-8b@a100`, `sonnet@batch`: the variant, wherever it runs. */
export function variantOf(value: string): string {
  return value.split('@')[0] ?? value;
}

/** One spelling for one architecture, whatever the order of its keys. */
export function spelled(written: Written): string {
  const entries = Object.entries(written).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? value : value.toSorted().join(' ')}`,
  );
  return entries.toSorted().join(', ');
}
