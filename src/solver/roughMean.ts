import { leafOf } from '../latency/leafOf.ts';
import type { Choices } from './choices.ts';
import { expectedRuns, meanCalls } from './expectedRuns.ts';
import { optionOf } from './optionOf.ts';
import type { Problem } from './problem.ts';

/** Mean latency if nothing ran in parallel: where to start looking for a horizon. In ms, at least 1. */
export function roughMean(problem: Problem, choices: Choices): number {
  const runs = expectedRuns(problem, choices);
  let mean = 0;
  for (const step of problem.steps) {
    const option = step.options.find(({ value }) => value === choices.values.get(step.name));
    if (option) mean += (runs.get(step.name) ?? 0) * leafOf(option.latency).mean;
  }
  const toolMeans = (problem.tools?.tools ?? [])
    .filter((tool) => choices.tools.includes(tool.name))
    .map(
      (tool) => tool.chance * meanCalls(tool.calls) * leafOf(optionOf(tool, choices).latency).mean,
    );
  mean +=
    choices.order === 'parallel'
      ? Math.max(0, ...toolMeans)
      : toolMeans.reduce((sum, ms) => sum + ms, 0);
  for (const shortcut of problem.shortcuts)
    mean += (runs.get(shortcut.name) ?? 0) * leafOf(shortcut.lookup).mean;
  return Math.max(1, mean);
}
