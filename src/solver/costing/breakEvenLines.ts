import type { VolumeRange } from './breakEven.ts';
import { breakEven, type HostRow, isTooSlow } from './hostRows.ts';
import type { Problem } from '../problem.ts';

/** Where one way to host a model is cheaper than one model with a price. */
export interface BreakEvenLine {
  readonly step: string;
  readonly variant: string;
  readonly against: string;
  /** The hosted way keeps every limit. */
  readonly feasible: boolean;
  readonly ranges: readonly VolumeRange[];
}

/** Every hosted way against every priced one of the same step. Those too slow for the limit are left out. */
export function breakEvenLines(problem: Problem, rows: readonly HostRow[]): BreakEvenLine[] {
  return rows.flatMap(({ step, option, candidate, cost }) => {
    if (option.hosting === undefined || isTooSlow(option, candidate)) return [];
    return rows
      .filter((other) => other.step === step && !other.option.hosting && !other.option.batched)
      .map((other) => ({
        step: step.name,
        variant: option.value,
        against: other.option.value,
        feasible: cost.feasible,
        ranges: breakEven(problem, option, candidate, other.candidate),
      }));
  });
}
