import type { Choices } from './choices.ts';
import type { Problem } from './problem.ts';

/** The first way to run everything: optional steps on, shortcuts off, all tools, in series if that may be (docs/rules.md). */
export function defaultChoices(problem: Problem): Choices {
  const values = new Map<string, string>();
  for (const step of problem.steps) values.set(step.name, step.options[0]?.value ?? 'off');
  for (const shortcut of problem.shortcuts)
    values.set(shortcut.name, shortcut.optional ? 'off' : 'on');
  const tools = problem.tools?.tools ?? [];
  for (const tool of tools) {
    if (tool.options.length > 1 && tool.options[0]) values.set(tool.name, tool.options[0].value);
  }
  const order = tools.length > 1 ? (problem.tools?.orders[0] ?? 'series') : 'series';
  return { values, tools: tools.map(({ name }) => name), order };
}
