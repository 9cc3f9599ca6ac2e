import type { Choices } from '../choices.ts';
import { costBySteps } from '../cost.ts';
import type { LatencyEvaluator } from '../latency.ts';
import type { Problem } from '../problem.ts';
import { partNames } from './partNames.ts';
import { waterfall } from './waterfall.ts';

/** A part of an architecture that runs: ms that it adds to the whole, USD of its calls in a request. */
export interface TimePart {
  readonly name: string;
  readonly choice: string;
  readonly ms: number;
  readonly perRequest: number | null;
}

/** Where the end to end time of an architecture goes at one percentile, in the order of the workflow. */
export function timeParts(
  problem: Problem,
  latencies: LatencyEvaluator,
  choices: Choices,
  p: number,
): TimePart[] {
  const [times] = waterfall(problem, latencies, choices, [p]);
  const costs = costBySteps(problem, choices);
  return partNames(problem).flatMap((name) => {
    const choice = choices.values.get(name) ?? (choices.tools.includes(name) ? 'on' : 'off');
    if (choice === 'off') return [];
    const perRequest = costs[name] === undefined ? 0 : (costs[name] ?? null);
    return [{ name, choice, ms: times?.get(name) ?? 0, perRequest }];
  });
}
