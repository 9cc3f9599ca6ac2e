import type { Choices } from './choices.ts';
import type { Tool } from './problem.ts';

/** The option of a tool in use: chosen where there are several, else the only one. */
export function optionOf(tool: Tool, choices: Choices): Tool['options'][number] {
  const chosen = choices.values.get(tool.name);
  const option = tool.options.find((candidate) => candidate.value === chosen) ?? tool.options[0];
  if (option === undefined) throw new Error(`tool ${tool.name} has no option`);
  return option;
}
