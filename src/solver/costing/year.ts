import { geometric, linear } from '../../cost/growth.ts';
import type { Choices } from '../choices.ts';
import type { Problem } from '../problem.ts';
import { costCurve } from './costCurve.ts';

/** The first twelve months, launch being the first. */
export interface Year {
  /** Growing by the same factor every month. */
  readonly months: readonly {
    readonly month: number;
    readonly requests: number;
    readonly cost: number | null;
  }[];
  /** USD of the twelve months. */
  readonly total: number | null;
  /** USD of the year if requests grow by the same number every month. */
  readonly totalIfLinear: number | null;
}

/** What an architecture costs month by month; null where the spec does not say how traffic grows. */
export function yearOf(problem: Problem, choices: Choices): Year | null {
  const { requests, requestsInTwelveMonths: later } = problem.traffic;
  if (requests === null || later === null) return null;
  const curve = costCurve(problem, choices);
  const months = geometric(requests, later).map((count, index) => ({
    month: index + 1,
    requests: count,
    cost: curve(count),
  }));
  return {
    months,
    total: sum(months.map(({ cost }) => cost)),
    totalIfLinear: sum(linear(requests, later).map(curve)),
  };
}

function sum(costs: readonly (number | null)[]): number | null {
  return costs.reduce<number | null>(
    (total, cost) => (total === null || cost === null ? null : total + cost),
    0,
  );
}
