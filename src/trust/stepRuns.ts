import type { Problem, Step } from '../solver/problem.ts';
import type { ObservedRequest, ObservedRun } from './observed.ts';

/** Runs of one request by step, tool or shortcut of the workflow. */
export interface StepRuns {
  readonly byName: ReadonlyMap<string, readonly ObservedRun[]>;
  /** Runs of components that the workflow does not know. */
  readonly others: readonly ObservedRun[];
}

/**
 * Tells which step each run is of. Where several steps use one component, the last of them takes the
 * last calls, as many as it makes on average, and the first what is left: a model that is asked again
 * and again chooses tools first and answers last. What runs after a verdict that can reject is the
 * redone step's.
 */
export function stepRuns(problem: Problem, request: ObservedRequest): StepRuns {
  const names = namesByComponent(problem);
  const runs = new Map<string, ObservedRun[]>();
  const others: ObservedRun[] = [];
  for (const run of request.runs) {
    const known = runs.get(run.component);
    if (known) known.push(run);
    else if (names.has(run.component)) runs.set(run.component, [run]);
    else others.push(run);
  }
  const byName = new Map<string, readonly ObservedRun[]>();
  for (const [component, ofComponent] of runs)
    divide(problem, names.get(component) ?? [], ofComponent, runs, byName);
  return { byName, others };
}

/** Steps, tools and shortcuts that run each component, in the order of the workflow. */
export function namesByComponent(problem: Problem): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const add = (component: string, name: string): void => {
    const known = names.get(component);
    if (known) known.push(name);
    else names.set(component, [name]);
  };
  for (const { component, name } of problem.steps) add(component, name);
  for (const { name } of problem.tools?.tools ?? []) add(name, name);
  for (const { name } of problem.shortcuts) add(name, name);
  return names;
}

function divide(
  problem: Problem,
  names: readonly string[],
  runs: readonly ObservedRun[],
  all: ReadonlyMap<string, readonly ObservedRun[]>,
  into: Map<string, readonly ObservedRun[]>,
): void {
  const [only] = names;
  if (names.length === 1 && only !== undefined) {
    into.set(only, runs);
    return;
  }
  const again = firstVerdictEnd(problem, all);
  const redone = redoneStep(problem, names);
  const left =
    again === null || redone === null ? [...runs] : runs.filter((run) => run.startMs < again);
  const redos = runs.slice(left.length);
  for (const name of names.toReversed()) {
    const isFirst = name === names[0];
    const taken = isFirst ? left.splice(0) : left.splice(-usualCalls(problem, name));
    into.set(name, name === redone ? [...taken, ...redos] : taken);
  }
}

/** At least one, so that `splice` takes from the end. */
function usualCalls(problem: Problem, name: string): number {
  const step = problem.steps.find((each) => each.name === name);
  const mean = step?.calls.reduce((sum, { count, share }) => sum + count * share, 0) ?? 1;
  return Math.max(1, Math.round(mean));
}

function rejecting({ steps }: Problem): Step[] {
  return steps.filter(({ onReject }) => onReject !== null);
}

function firstVerdictEnd(
  problem: Problem,
  runs: ReadonlyMap<string, readonly ObservedRun[]>,
): number | null {
  const ends = rejecting(problem).flatMap(({ component }) => runs.get(component)?.[0]?.endMs ?? []);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** Of the steps of one component, the one that a verdict sends back to. */
function redoneStep(problem: Problem, names: readonly string[]): string | null {
  const targets = rejecting(problem).map(({ onReject }) => onReject?.redo);
  return names.find((name) => targets.includes(name)) ?? null;
}
