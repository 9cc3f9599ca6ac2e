import {
  ascending,
  type Candidate,
  compareCandidates,
  primary,
  statedCorners,
} from '../candidate.ts';
import type { Problem } from '../problem.ts';
import type { Exchange, ExchangeStep } from '../result.ts';
import { distinctSteps } from './cliffDrop.ts';

/**
 * What time buys along the frontier, step by step: accuracy along the cliff, and money along the
 * cheapest architecture within each time, all stated limits but time and cost kept.
 *
 * @param cliff the most accurate within each time, fastest first
 */
export function exchange(
  problem: Problem,
  candidates: readonly Candidate[],
  cliff: readonly Candidate[],
): Exchange {
  return { accuracy: between(cliff), cost: between(cheapestByTime(problem, candidates)) };
}

/** Fastest first, each cheaper than the one before. */
function cheapestByTime(problem: Problem, candidates: readonly Candidate[]): Candidate[] {
  const { corner: along } = primary(problem);
  const held = statedCorners(problem).filter((corner) => corner !== 'cost' && corner !== along);
  const holding = candidates.filter(
    (candidate) =>
      candidate.cost.perRequest !== null &&
      held.every((corner) => candidate.holds(corner)) &&
      Number.isFinite(candidate.primaryTime),
  );
  holding.sort((a, b) => ascending(a.primaryTime, b.primaryTime) || compareCandidates(a, b));
  const steps: Candidate[] = [];
  for (const candidate of holding) {
    const last = steps.at(-1);
    if (last === undefined || ascending(candidate.cost.perRequest, last.cost.perRequest) < 0)
      steps.push(candidate);
  }
  return steps;
}

function between(steps: readonly Candidate[]): ExchangeStep[] {
  const distinct = distinctSteps(steps, ({ primaryTime }) => primaryTime);
  return distinct.slice(1).map((to, index) => {
    const from = distinct[index] ?? to;
    const seconds = (to.primaryTime - from.primaryTime) / 1000;
    const { value: before } = from.accuracy;
    const { value: after } = to.accuracy;
    const points = before === null || after === null ? null : after - before;
    const usd =
      from.cost.perRequest === null || to.cost.perRequest === null
        ? null
        : to.cost.perRequest - from.cost.perRequest;
    return {
      from: from.id,
      to: to.id,
      fromMs: from.primaryTime,
      toMs: to.primaryTime,
      pointsPerSecond: points === null ? null : points / seconds,
      usdPerSecond: usd === null ? null : usd / seconds,
    };
  });
}
