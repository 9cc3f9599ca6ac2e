import { fromLogOdds, logOdds } from '../accuracy/logOdds.ts';
import type { Shift } from '../accuracy/effect.ts';
import { type Candidate, primary } from './candidate.ts';
import { beforeAccuracy } from './cliff.ts';
import { explore, type Explored } from './explore.ts';
import type { Investment } from './investment.ts';
import { withInvestment } from './investment.ts';
import type { Problem } from './problem.ts';

/** How far an investment would push the cliff, if what is claimed came true. */
export interface InvestmentGain {
  readonly name: string;
  readonly quarters: number;
  /** Best accuracy within the latency limit, today and as claimed; null without a limit, or where the search cannot follow the claim. */
  readonly accuracyWithinLimit: {
    readonly today: number | null;
    readonly claimed: number | null;
  } | null;
  /** Least time at the accuracy limit, today and as claimed, in ms; null without a limit. */
  readonly latencyAtAccuracy: {
    readonly today: number | null;
    readonly claimed: number | null;
  } | null;
  /** The cliff as it would be: fastest first, each point more accurate than the one before. */
  readonly cliff: readonly { readonly latencyMs: number; readonly accuracy: number }[];
}

/** @param space what is available today */
export function investmentGains(problem: Problem, space: Explored): InvestmentGain[] {
  const today = cliffOf(beforeAccuracy(problem, space.candidates), problem, null);
  return (problem.investments ?? []).map((investment) => {
    const cliff = claimedCliff(problem, space, investment);
    return {
      name: investment.name,
      quarters: investment.quarters,
      accuracyWithinLimit: cliff && within(problem, today, cliff),
      latencyAtAccuracy: cliff && reaching(problem, today, cliff),
      cliff: cliff ?? [],
    };
  });
}

type Point = InvestmentGain['cliff'][number];

function claimedCliff(problem: Problem, space: Explored, investment: Investment): Point[] | null {
  if (investment.calls === null && investment.shortcut === null)
    return cliffOf(beforeAccuracy(problem, space.candidates), problem, investment.accuracy);
  const changed = withInvestment(problem, investment);
  const found = explore(changed);
  if (found === null) return null;
  return cliffOf(beforeAccuracy(changed, found.candidates), changed, investment.accuracy);
}

function cliffOf(
  candidates: readonly Candidate[],
  problem: Problem,
  claim: readonly Shift[] | null,
): Point[] {
  const all = candidates
    .map((candidate) => ({
      latencyMs: candidate.primaryTime,
      accuracy: claimedAccuracy(candidate, problem, claim),
    }))
    .filter(({ latencyMs }) => Number.isFinite(latencyMs))
    .sort((a, b) => a.latencyMs - b.latencyMs || b.accuracy - a.accuracy);
  const points: Point[] = [];
  for (const point of all) {
    if (point.accuracy > (points.at(-1)?.accuracy ?? -1) + ROUNDING) points.push(point);
  }
  return points;
}

const ROUNDING = 1e-9;

/** Accuracy with the claim added in log odds, task by task. */
function claimedAccuracy(
  { accuracy }: Candidate,
  problem: Problem,
  claim: readonly Shift[] | null,
): number {
  const value = accuracy.value ?? 0;
  const bases = problem.accuracy?.bases ?? [];
  if (claim === null) return value;
  const shifted = (share: number, task: number): number =>
    share <= 0 || share >= 1 ? share : fromLogOdds(logOdds(share) + (claim[task]?.mid ?? 0));
  const known = bases.every(({ name }) => accuracy.tasks[name] !== undefined);
  if (!known) return shifted(value, 0);
  return bases.reduce(
    (sum, { name, weight }, task) => sum + weight * shifted(accuracy.tasks[name]?.value ?? 0, task),
    0,
  );
}

function within(
  problem: Problem,
  today: readonly Point[],
  claimed: readonly Point[],
): InvestmentGain['accuracyWithinLimit'] {
  const limit = problem.limits[primary(problem).corner]?.[0];
  if (limit === undefined) return null;
  const best = (points: readonly Point[]): number | null =>
    points.findLast(({ latencyMs }) => latencyMs <= limit.ms)?.accuracy ?? null;
  return { today: best(today), claimed: best(claimed) };
}

function reaching(
  problem: Problem,
  today: readonly Point[],
  claimed: readonly Point[],
): InvestmentGain['latencyAtAccuracy'] {
  const floor = problem.limits.accuracy?.atLeast;
  if (floor === undefined) return null;
  const least = (points: readonly Point[]): number | null =>
    points.find(({ accuracy }) => accuracy >= floor - ROUNDING)?.latencyMs ?? null;
  return { today: least(today), claimed: least(claimed) };
}
