import type { Choices } from '../solver/choices.ts';
import { optionOf } from '../solver/optionOf.ts';
import type { Option, Problem } from '../solver/problem.ts';

/** A step or tool of an architecture, with the way that it runs. */
export interface Chosen {
  readonly name: string;
  readonly options: readonly Option[];
  readonly option: Option;
}

/** What an architecture runs: steps that are on, and tools that are kept. */
export function chosenOptions(problem: Problem, choices: Choices): Chosen[] {
  const steps = problem.steps.flatMap(({ name, options }) => {
    const option = options.find(({ value }) => value === choices.values.get(name));
    return option ? [{ name, options, option }] : [];
  });
  const tools = (problem.tools?.tools ?? [])
    .filter(({ name }) => choices.tools.includes(name))
    .map((tool) => ({ name: tool.name, options: tool.options, option: optionOf(tool, choices) }));
  return [...steps, ...tools];
}

/** One way to run a component, with all steps that an architecture has it run. */
export interface ChosenWay {
  readonly component: string;
  readonly names: readonly string[];
  readonly options: readonly Option[];
  readonly option: Option;
}

/** What an architecture runs by component and way: steps of one law cannot be told apart by it. */
export function chosenWays(problem: Problem, choices: Choices): ChosenWay[] {
  const components = new Map(problem.steps.map(({ name, component }) => [name, component]));
  const ways = new Map<string, ChosenWay & { readonly names: string[] }>();
  for (const { name, options, option } of chosenOptions(problem, choices)) {
    const component = components.get(name) ?? name;
    const key = `${component} ${option.value}`;
    const known = ways.get(key);
    if (known) known.names.push(name);
    else ways.set(key, { component, names: [name], options, option });
  }
  return [...ways.values()];
}
