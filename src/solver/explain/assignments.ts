import { durationToYaml } from '../../units/duration.ts';
import { moneyToYaml } from '../../units/money.ts';
import { plainDecimal } from '../../units/plainDecimal.ts';
import type { Candidate, Corner } from '../candidate.ts';
import type { TimeCorner } from '../latency.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Problem } from '../problem.ts';

/**
 * Assignments for `--set` that move the limits of some corners to where an architecture keeps them;
 * limits that it keeps already stay. Null where a figure is unknown, so that no limit could hold.
 * Figures are rounded away from the wish, so that the architecture keeps what is written.
 *
 * @param strict accuracy is what the lower end of its interval says
 */
export function assignments(
  problem: Problem,
  reached: Candidate,
  corners: readonly Corner[],
  strict: boolean,
): string[] | null {
  const all: string[] = [];
  for (const corner of corners) {
    if (strict ? reached.meets(corner) === 'yes' : reached.holds(corner)) continue;
    const some = ofCorner(problem, reached, corner, strict);
    if (some === null) return null;
    all.push(...some);
  }
  return all;
}

/** `agents.assistant.want.latency.p95=2s`. */
export function assignment(problem: Problem, path: string, value: string): string {
  return `agents.${problem.agent}.want.${path}=${value}`;
}

function ofCorner(
  problem: Problem,
  reached: Candidate,
  corner: Corner,
  strict: boolean,
): string[] | null {
  if (corner === 'accuracy') return ofAccuracy(problem, reached, strict);
  if (corner === 'cost') return ofCost(problem, reached);
  if (corner === 'tools')
    return [assignment(problem, 'tools', `[${reached.choices.tools.join(',')}]`)];
  return ofTimes(problem, reached, corner);
}

function ofTimes(problem: Problem, reached: Candidate, corner: TimeCorner): string[] | null {
  const all: string[] = [];
  for (const { p, ms } of problem.limits[corner] ?? []) {
    const value = reached.time(corner, p);
    if (value === null || !Number.isFinite(value)) return null;
    if (value <= ms) continue;
    const path =
      corner === 'latency' && problem.limits.deadline
        ? 'deadline'
        : `${corner}.${percentileName(p)}`;
    all.push(assignment(problem, path, durationToYaml(ceiling(value))));
  }
  return all;
}

function ofAccuracy(problem: Problem, reached: Candidate, strict: boolean): string[] | null {
  const { accuracy } = problem.limits;
  const figure = strict ? 'low' : 'value';
  const { [figure]: value, tasks } = reached.accuracy;
  if (accuracy === null) return [];
  if (value === null) return null;
  const all: string[] = [];
  if (value < accuracy.atLeast)
    all.push(assignment(problem, 'accuracy.at_least', floorShare(value)));
  for (const [task, floor] of accuracy.tasks) {
    const got = tasks[task]?.[figure] ?? null;
    if (got === null) return null;
    if (got < floor) all.push(assignment(problem, `accuracy.tasks.${task}`, floorShare(got)));
  }
  return all;
}

function ofCost(problem: Problem, { cost }: Candidate): string[] | null {
  const { cost: limit } = problem.limits;
  const pairs = [
    ['per_request', limit?.perRequest ?? null, cost.perRequest],
    ['per_conversation', limit?.perConversation ?? null, cost.perConversation],
    ['per_month', limit?.perMonth ?? null, cost.perMonth.launch],
  ] as const;
  const all: string[] = [];
  for (const [key, most, is] of pairs) {
    if (most === null) continue;
    if (is === null) return null;
    if (is > most) all.push(assignment(problem, `cost.${key}`, moneyToYaml(ceiling(is))));
  }
  return all;
}

/** The next number of three significant digits. */
export function ceiling(value: number): number {
  const digit = 10 ** (Math.floor(Math.log10(value)) - 2);
  // A figure that is round already must not be pushed on by its last bit.
  return Number((Math.ceil(Number((value / digit).toPrecision(12))) * digit).toPrecision(6));
}

/** `92.9%`: down to a tenth of a point. */
function floorShare(share: number): string {
  return `${plainDecimal(Math.floor(Number((share * 1000).toPrecision(12))), -1)}%`;
}
