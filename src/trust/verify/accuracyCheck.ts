import type { Counts } from '../../accuracy/counts.ts';
import { shareEstimate } from './estimates.ts';
import { type Estimate, judge, type Subject, unknownCheck } from './judge.ts';
import type { PlannedCheck } from './watch.ts';

/** New results of one task of an eval. */
export interface TaskResult extends Counts {
  readonly task: string;
  /** Share of traffic. */
  readonly weight: number;
}

/** None where no accuracy was signed. @param evals null without new results */
export function accuracyCheck(
  promised: number | null,
  evals: readonly TaskResult[] | null,
): PlannedCheck[] {
  if (promised === null) return [];
  const subject: Subject = { metric: 'accuracy', of: 'all', signed: true, promised };
  if (evals === null)
    return [() => unknownCheck({ ...subject, signed: false }, 0, 'no new eval results: --evals')];
  return [(alpha) => judge(subject, weighted(evals, alpha))];
}

/** Weighted mean over tasks; the half widths of its parts add in squares, as MOVER has it. */
function weighted(evals: readonly TaskResult[], alpha: number): Estimate {
  const parts = evals.map(({ passed, total, weight }) => ({
    weight,
    share: shareEstimate(passed, total, alpha, false),
  }));
  const mean = parts.reduce((sum, { weight, share }) => sum + weight * share.measured, 0);
  const end = (of: (share: Estimate) => number | null, sign: 1 | -1) =>
    mean +
    sign *
      Math.sqrt(
        parts.reduce(
          (sum, { weight, share }) => sum + (weight * ((of(share) ?? 0) - share.measured)) ** 2,
          0,
        ),
      );
  return {
    measured: mean,
    low: end(({ low }) => low, -1),
    high: end(({ high }) => high, 1),
    surely: end(({ surely }) => surely, 1),
    n: evals.reduce((sum, { total }) => sum + total, 0),
  };
}
