import type { Choices } from '../choices.ts';
import { optionOf } from '../optionOf.ts';
import type { CallCost, Problem } from '../problem.ts';

/**
 * Components of an architecture of which the table states no cost at all: their calls count as $0, which
 * nobody has said they cost. In the order of the workflow, each once.
 */
export function countedFree(problem: Problem, choices: Choices): string[] {
  const calls: [component: string, call: CallCost][] = [];
  for (const { name, component, options } of problem.steps) {
    const option = options.find(({ value }) => value === choices.values.get(name));
    if (option) calls.push([component, option.call]);
  }
  for (const tool of problem.tools?.tools ?? [])
    if (choices.tools.includes(tool.name)) calls.push([tool.name, optionOf(tool, choices).call]);
  for (const { name, call } of problem.shortcuts)
    if (choices.values.get(name) === 'on') calls.push([name, call]);
  const free = calls.flatMap(([component, call]) => (call.isCountedFree ? [component] : []));
  return [...new Set(free)];
}
