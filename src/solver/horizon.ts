import { leafOf } from '../latency/leafOf.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Choices } from './choices.ts';
import type { Option, Problem } from './problem.ts';

/** The architecture that takes longest on average: slowest variants, everything on, no shortcut, tools in series if that may be. */
export function slowestChoices(problem: Problem): Choices {
  const values = new Map<string, string>();
  for (const step of problem.steps) values.set(step.name, slowest(step.options)?.value ?? 'off');
  for (const { name, optional } of problem.shortcuts) values.set(name, optional ? 'off' : 'on');
  const tools = problem.tools?.tools ?? [];
  for (const tool of tools) {
    if (tool.options.length > 1) values.set(tool.name, slowest(tool.options)?.value ?? 'on');
  }
  const order =
    tools.length > 1 && problem.tools?.orders.includes('series') === false ? 'parallel' : 'series';
  return { values, tools: tools.map(({ name }) => name), order };
}

function slowest(options: readonly Option[]): Option | undefined {
  const mean = (input: LatencyInput) => leafOf(input).mean;
  return options.reduce<Option | undefined>(
    (most, option) =>
      most === undefined || mean(option.latency) > mean(most.latency) ? option : most,
    undefined,
  );
}
