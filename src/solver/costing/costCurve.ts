import type { Choices } from '../choices.ts';
import { monthAt } from '../cost.ts';
import type { Problem } from '../problem.ts';

/** USD a month by requests a month; null where a price is unknown. */
export type CostCurve = (requests: number) => number | null;

/**
 * What an architecture costs at any volume. Calls cost the same at every volume unless the agent is
 * priced with a prompt cache, whose hits grow with it.
 */
export function costCurve(problem: Problem, choices: Choices): CostCurve {
  const growsCheaper = problem.steps.some(({ options }) =>
    options.some(({ call }) => call.uncached !== undefined),
  );
  if (growsCheaper) return (requests) => monthAt(problem, choices, requests).total;
  const { calls } = monthAt(problem, choices, 1);
  return (requests) =>
    calls === null ? null : calls * requests + monthAt(problem, choices, requests).fixed;
}
