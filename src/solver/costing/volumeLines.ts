import type { Problem } from '../problem.ts';
import { costCurve } from './costCurve.ts';
import type { HostRow } from './hostRows.ts';

/** What a month costs at some volumes, one way to run a step in each line. */
export interface VolumeLine {
  readonly step: string;
  readonly variant: string;
  readonly feasible: boolean;
  readonly volumes: readonly { readonly requests: number; readonly perMonth: number | null }[];
}

/** Launch, month twelve, and ten and a hundred times that. */
export function volumesOf({ traffic }: Problem): number[] {
  const { requests, requestsInTwelveMonths: later } = traffic;
  if (requests === null) return [];
  const end = later ?? requests;
  return [...new Set([requests, end, 10 * end, 100 * end])].sort((a, b) => a - b);
}

/** Sensitivity to volume of every way to run a step. */
export function volumeLines(problem: Problem, rows: readonly HostRow[]): VolumeLine[] {
  const volumes = volumesOf(problem);
  return rows.map(({ step, option, candidate, cost }) => {
    const curve = costCurve(problem, candidate.choices);
    return {
      step: step.name,
      variant: option.value,
      feasible: cost.feasible,
      volumes: volumes.map((requests) => ({ requests, perMonth: curve(requests) })),
    };
  });
}
