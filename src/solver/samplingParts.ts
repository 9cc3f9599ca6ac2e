import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Choices } from './choices.ts';
import { chanceOfCall, expectedRuns } from './expectedRuns.ts';
import type { TimeCorner } from './latency.ts';
import { optionOf } from './optionOf.ts';
import type { Option, Problem, Step } from './problem.ts';
import { stepsIn } from './stepsIn.ts';

/** A law that a time is composed of, as far as its sampling error goes. */
export interface SampledPart {
  readonly input: LatencyInput;
  /** Expected calls a request before the time ends. */
  readonly runs: number;
}

/**
 * What a time of an architecture is composed of: everything end to end; for the first token and the
 * first sign of work what runs before them, and the output itself, each as often as it is waited for.
 * Empty where nothing streams or shows progress.
 */
export function samplingParts(
  problem: Problem,
  choices: Choices,
  corner: TimeCorner,
): SampledPart[] {
  const all = allParts(problem, choices);
  const ended = (): SampledPart[] => [...all.values()].filter(({ runs }) => runs > 0);
  if (corner === 'latency') return ended();
  const showing = showingSteps(problem, choices, corner);
  const last = showing.at(-1);
  if (last === undefined) return [];
  // A verdict that may come after the answer holds it back until the end.
  if (corner === 'ttft' && isBlocked(problem, choices, last)) return ended();
  return waitedFor(problem, choices, all, showing, corner);
}

/** By name of step, tool and shortcut; once for every name. */
function allParts(problem: Problem, choices: Choices): Map<string, SampledPart> {
  const runs = expectedRuns(problem, choices);
  const parts = new Map<string, SampledPart>();
  const add = (name: string, input: LatencyInput | undefined): void => {
    if (input !== undefined) parts.set(name, { input, runs: runs.get(name) ?? 0 });
  };
  for (const { name, lookup } of problem.shortcuts) add(name, lookup);
  for (const step of problem.steps) add(step.name, chosenOption(step, choices)?.latency);
  for (const tool of problem.tools?.tools ?? [])
    if (choices.tools.includes(tool.name)) add(tool.name, optionOf(tool, choices).latency);
  return parts;
}

function chosenOption({ name, options }: Step, choices: Choices): Option | undefined {
  return options.find(({ value }) => value === choices.values.get(name));
}

/** Of the first token only the last step that streams, of progress every step that shows any; in order. */
function showingSteps(problem: Problem, choices: Choices, corner: 'ttft' | 'progress'): Step[] {
  const order = stepsIn(problem.workflow).flatMap(
    (name) => problem.steps.find((step) => step.name === name) ?? [],
  );
  const shows = order.filter(
    (step) =>
      chosenOption(step, choices) !== undefined &&
      (step.streams || (corner === 'progress' && step.showsProgress)),
  );
  return corner === 'ttft' ? shows.slice(-1) : shows;
}

function isBlocked(problem: Problem, choices: Choices, last: Step): boolean {
  const order = stepsIn(problem.workflow);
  return problem.steps.some(
    (step) =>
      step.onReject !== null &&
      chosenOption(step, choices) !== undefined &&
      order.indexOf(step.name) > order.indexOf(last.name),
  );
}

function waitedFor(
  problem: Problem,
  choices: Choices,
  all: ReadonlyMap<string, SampledPart>,
  showing: readonly Step[],
  corner: 'ttft' | 'progress',
): SampledPart[] {
  const parts: SampledPart[] = problem.shortcuts.flatMap(({ name }) => all.get(name) ?? []);
  /** Chance that nothing was shown so far. */
  let pending = 1;
  const wait = (name: string): void => {
    const part = all.get(name);
    if (part !== undefined) parts.push({ ...part, runs: part.runs * pending });
  };
  for (const name of stepsIn(problem.workflow)) {
    if (name === 'tools') for (const tool of choices.tools) wait(tool);
    const step = showing.find((each) => each.name === name);
    const part = all.get(name);
    if (step === undefined || part === undefined) {
      if (name !== 'tools') wait(name);
      continue;
    }
    const shown = pending * chanceOfCall(step);
    // The answer comes with the last call, a sign of work with the first.
    const before = corner === 'ttft' ? Math.max(0, part.runs * pending - shown) : 0;
    const output = chosenOption(step, choices)?.ttft ?? part.input;
    parts.push({ input: part.input, runs: before }, { input: output, runs: shown });
    pending -= shown;
  }
  return parts.filter(({ runs }) => runs > 0);
}
