import type { Choices } from './choices.ts';
import type { Order, Problem, Tool, ToolGroup, ToolsLimit } from './problem.ts';

/** How many architectures a problem has: at the wanted tools, and with every set of tools. */
export interface SpaceSize {
  readonly architectures: number;
  readonly withTools: number;
}

export function spaceSize(problem: Problem): SpaceSize {
  const base = openChoices(problem).reduce((product, { values }) => product * values.length, 1);
  return {
    architectures: base * toolChoices(problem.tools, problem.limits.tools),
    withTools: base * toolChoices(problem.tools, { kind: 'atLeast', count: 0 }),
  };
}

/** Every architecture that keeps one of the given sets of tools, in a fixed order. */
export function* enumerate(
  problem: Problem,
  toolSets: Iterable<readonly Tool[]>,
): Generator<Choices> {
  const open = openChoices(problem);
  for (const tools of toolSets) {
    const variants = tools
      .filter((tool) => tool.options.length > 1)
      .map((tool) => ({ name: tool.name, values: tool.options.map(({ value }) => value) }));
    const names = tools.map((tool) => tool.name);
    for (const order of ordersFor(problem.tools, tools.length)) {
      for (const values of combinations([...open, ...variants]))
        yield { values, tools: names, order };
    }
  }
}

/** The sets of tools that satisfy a limit, in workflow order. */
export function* wantedToolSets(
  group: ToolGroup | null,
  limit: ToolsLimit,
): Generator<readonly Tool[]> {
  const tools = group?.tools ?? [];
  if (limit.kind === 'all') {
    yield tools;
    return;
  }
  for (const kept of subsets(tools)) {
    if (satisfies(kept, limit)) yield kept;
  }
}

/** Every subset of the tools, each in workflow order. */
export function* subsets(tools: readonly Tool[]): Generator<readonly Tool[]> {
  for (let mask = 2 ** tools.length - 1; mask >= 0; mask--) {
    yield tools.filter((_, index) => Math.floor(mask / 2 ** (tools.length - 1 - index)) % 2 === 1);
  }
}

export function satisfies(
  kept: readonly { readonly name: string }[],
  limit: ToolsLimit,
  all = kept.length,
): boolean {
  if (limit.kind === 'all') return kept.length === all;
  if (limit.kind === 'atLeast') return kept.length >= limit.count;
  return limit.tools.every((name) => kept.some((tool) => tool.name === name));
}

interface OpenChoice {
  readonly name: string;
  readonly values: readonly string[];
}

/** Steps and shortcuts with their values; those with one value are part of every architecture. */
function openChoices(problem: Problem): OpenChoice[] {
  const steps = problem.steps.map((step) => ({
    name: step.name,
    values: [...step.options.map(({ value }) => value), ...(step.optional ? ['off'] : [])],
  }));
  const shortcuts = problem.shortcuts.map(({ name, optional }) => ({
    name,
    values: optional ? ['off', 'on'] : ['on'],
  }));
  return [...steps, ...shortcuts];
}

/**
 * One architecture at the wanted tools, each choice drawn evenly by `random` (0..1). Exactly even over
 * all architectures where all tools are kept; nearly so where some may go.
 */
export function architectureAt(problem: Problem, random: () => number): Choices {
  const pick = <T>(values: readonly T[]): T =>
    values[Math.min(values.length - 1, Math.floor(random() * values.length))] as T;
  const values = new Map(
    openChoices(problem).map(({ name, values: all }) => [name, pick(all)] as const),
  );
  const tools = drawTools(problem, random);
  for (const tool of tools) {
    if (tool.options.length > 1) values.set(tool.name, pick(tool.options).value);
  }
  return {
    values,
    tools: tools.map(({ name }) => name),
    order: pick(ordersFor(problem.tools, tools.length)),
  };
}

function drawTools(problem: Problem, random: () => number): readonly Tool[] {
  const tools = problem.tools?.tools ?? [];
  const limit = problem.limits.tools;
  if (limit.kind === 'all') return tools;
  if (limit.kind === 'named')
    return tools.filter(({ name }) => limit.tools.includes(name) || random() < 0.5);
  let missing = drawSize(tools.length, limit.count, random);
  return tools.filter((_, index) => {
    const taken = random() < missing / (tools.length - index);
    if (taken) missing -= 1;
    return taken;
  });
}

/** How many tools a set of at least `least` has, every set being as likely as any other. */
function drawSize(all: number, least: number, random: () => number): number {
  const sets = [1];
  for (let size = 1; size <= all; size++)
    sets.push(((sets[size - 1] ?? 0) * (all - size + 1)) / size);
  const total = sets.slice(least).reduce((sum, count) => sum + count, 0);
  let left = random() * total;
  for (let size = least; size < all; size++) {
    left -= sets[size] ?? 0;
    if (left < 0) return size;
  }
  return all;
}

/** Tools in parallel differ from tools in series only from two on. */
function ordersFor(group: ToolGroup | null, kept: number): readonly Order[] {
  return group !== null && kept > 1 ? group.orders : ['series'];
}

/** Every way to choose, the last choice changing fastest. */
function* combinations(open: readonly OpenChoice[]): Generator<ReadonlyMap<string, string>> {
  const total = open.reduce((product, { values }) => product * values.length, 1);
  for (let index = 0; index < total; index++) yield combinationAt(open, index);
}

function combinationAt(open: readonly OpenChoice[], index: number): Map<string, string> {
  const picked: number[] = [];
  let rest = index;
  for (let place = open.length - 1; place >= 0; place--) {
    const count = open[place]?.values.length ?? 1;
    picked[place] = rest % count;
    rest = Math.floor(rest / count);
  }
  const values = new Map<string, string>();
  open.forEach(({ name, values: all }, place) =>
    values.set(name, all[picked[place] ?? 0] ?? 'off'),
  );
  return values;
}

/** Ways to choose tools, their variants and their order under a limit; counted by the number of tools kept. */
export function toolChoices(group: ToolGroup | null, limit: ToolsLimit): number {
  const tools = group?.tools ?? [];
  const required =
    limit.kind === 'all'
      ? tools.map(({ name }) => name)
      : limit.kind === 'named'
        ? limit.tools
        : [];
  let bySize = [1];
  for (const tool of tools) {
    const next = Array.from({ length: bySize.length + 1 }, () => 0);
    bySize.forEach((ways, size) => {
      next[size + 1] = (next[size + 1] ?? 0) + ways * tool.options.length;
      if (!required.includes(tool.name)) next[size] = (next[size] ?? 0) + ways;
    });
    bySize = next;
  }
  const least = limit.kind === 'atLeast' ? limit.count : 0;
  return bySize.reduce(
    (sum, ways, size) => (size < least ? sum : sum + ways * ordersFor(group, size).length),
    0,
  );
}
