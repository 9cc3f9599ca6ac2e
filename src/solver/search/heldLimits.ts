import { fromLogOdds, logOdds } from '../../accuracy/logOdds.ts';
import { accuracyOf } from '../accuracy.ts';
import { LATENCY_TOLERANCE, TIME_CORNERS } from '../candidate.ts';
import type { TimeCorner } from '../latency.ts';
import type { Problem } from '../problem.ts';
import { type Basis, toChoices } from './classes.ts';
import type { Option } from './option.ts';
import type { Bounds } from './building.ts';
import type { Clockwork } from './clocks.ts';
import { type Asked, reachedBy, type Times } from './times.ts';

/** Limits on time, cost and accuracy. */
export interface HeldLimits {
  readonly times: readonly HeldTime[];
  /** USD per request. */
  readonly cost: number;
  /** Whether the accuracy holds at given scores; increasing in every score. */
  holds(scores: readonly number[]): boolean;
}

/** A percentile and the most it may be, in ms, the tolerance of limits included. */
export interface HeldTime {
  readonly asked: Asked;
  readonly ms: number;
}

/** Whether two stretches in series keep every limit on time. */
export function keepsTimes(a: Times, b: Times, times: readonly HeldTime[]): boolean {
  return times.every(({ asked, ms }) => reachedBy(a, b, asked.of, ms) >= asked.p);
}

/** Room beyond every limit on a time, in ms. */
export type Room = (corner: TimeCorner) => number;

const NONE: Room = () => 0;

/** The limits as a class of architectures is held to them; null when none of it can hold. */
export function limitsOf(
  problem: Problem,
  { asked }: Clockwork,
  basis: Basis,
  [one, other]: readonly [Option, Option],
  room: Room = NONE,
): HeldLimits | null {
  const holds = accuracyHolds(problem, basis, one, other);
  if (holds === null) return null;
  const limits = TIME_CORNERS.flatMap((corner) =>
    (problem.limits[corner] ?? []).map(({ ms }) => ms * LATENCY_TOLERANCE + room(corner)),
  );
  const times = limits.flatMap((ms, index) => (asked[index] ? [{ asked: asked[index], ms }] : []));
  return { times, cost: mostPerRequest(problem) * (1 + ROUNDING), holds };
}

/** The limits that a stretch of every request must keep by itself. */
export function boundsOf(problem: Problem, room: Room = NONE): Bounds {
  return {
    ends: (problem.limits.latency ?? []).map(({ p, ms }) => ({
      p: p - ROUNDING,
      ms: ms * LATENCY_TOLERANCE + room('latency'),
    })),
    cost: mostPerRequest(problem) * (1 + ROUNDING),
  };
}

/** All cost limits as one, in USD per request. */
function mostPerRequest({ limits: { cost }, traffic }: Problem): number {
  if (cost === null) return Number.POSITIVE_INFINITY;
  return Math.min(
    cost.perRequest ?? Number.POSITIVE_INFINITY,
    cost.perConversation === null ? Number.POSITIVE_INFINITY : cost.perConversation / traffic.turns,
    cost.perMonth === null || traffic.requests === null
      ? Number.POSITIVE_INFINITY
      : cost.perMonth / traffic.requests,
  );
}

const ROUNDING = 1e-9;

function accuracyHolds(
  problem: Problem,
  basis: Basis,
  one: Option,
  other: Option,
): HeldLimits['holds'] | null {
  const limit = problem.limits.accuracy;
  if (limit === null) return () => true;
  if (basis === 'unknown' || problem.accuracy === null) return null;
  if (basis === 'measured') {
    const { value, tasks } = accuracyOf(
      problem,
      toChoices(problem, { left: one.picks, right: other.picks }),
    );
    const reached =
      (value ?? 0) >= limit.atLeast - ROUNDING &&
      [...limit.tasks].every(([name, floor]) => (tasks[name]?.value ?? 0) >= floor - ROUNDING);
    return reached ? () => true : null;
  }
  const { bases, constant, byTask } = problem.accuracy;
  if (constant === null || (limit.tasks.size > 0 && !byTask)) return null;
  const centres = bases.map((base, task) => logOdds(base.accuracy) + (constant[task]?.mid ?? 0));
  return (scores) => {
    const shares = bases.map((_, task) => fromLogOdds((centres[task] ?? 0) + (scores[task] ?? 0)));
    const mean = bases.reduce((sum, base, task) => sum + base.weight * (shares[task] ?? 0), 0);
    return (
      mean >= limit.atLeast - ROUNDING &&
      bases.every(
        (base, task) => (shares[task] ?? 0) >= (limit.tasks.get(base.name) ?? 0) - ROUNDING,
      )
    );
  };
}
