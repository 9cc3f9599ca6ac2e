import { grainOf } from '../latency/grain.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Choices } from './choices.ts';
import type { TimeCorner } from './latency.ts';
import { optionOf } from './optionOf.ts';
import type { Option, Problem } from './problem.ts';

/** The grain of one time of an architecture, in ms; null where anything in it has a spread (see `grainOf`). */
export function grainOfArchitecture(
  problem: Problem,
  choices: Choices,
  corner: TimeCorner,
): number | null {
  return grainOf(lawsIn(problem, corner, choices));
}

/** The grain of a time of all architectures, in ms; null where anything in any of them has a spread. */
export function grainOfProblem(problem: Problem, corner: TimeCorner): number | null {
  return grainOf(lawsIn(problem, corner, null));
}

/** Laws of everything that runs in an architecture, or in any. */
function* lawsIn(
  { steps, tools, shortcuts }: Problem,
  corner: TimeCorner,
  choices: Choices | null,
): Generator<LatencyInput> {
  for (const { name, options } of steps) {
    for (const option of options)
      if (choices === null || choices.values.get(name) === option.value)
        yield* lawsOf(option, corner);
  }
  for (const tool of tools?.tools ?? []) {
    if (choices === null) for (const option of tool.options) yield option.latency;
    else if (choices.tools.includes(tool.name)) yield optionOf(tool, choices).latency;
  }
  for (const { name, lookup } of shortcuts)
    if (choices === null || choices.values.get(name) !== 'off') yield lookup;
}

function* lawsOf({ latency, ttft }: Option, corner: TimeCorner): Generator<LatencyInput> {
  yield latency;
  if (corner !== 'latency' && ttft !== null) yield ttft;
}
