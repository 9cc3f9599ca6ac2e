import { perCorrectAnswer, worthOfUpgrade } from '../../cost/errors.ts';
import type { Candidate } from '../candidate.ts';
import type { Problem } from '../problem.ts';
import type { HostRow } from './hostRows.ts';

/** A better and dearer way to run a step. */
export interface Upgrade {
  readonly step: string;
  readonly from: string;
  readonly to: string;
  /** USD a request. */
  readonly extraCost: number;
  /** Points of accuracy, 0..1. */
  readonly extraAccuracy: number;
  /** USD per wrong answer from which it pays. */
  readonly worth: number;
  /** Whether it does at the price of a wrong answer that the spec states; null where it states none. */
  readonly pays: boolean | null;
  /** It keeps every limit. */
  readonly feasible: boolean;
}

/** USD per right answer, people included; null while the accuracy or the cost is unknown. */
export function costOfRight(problem: Problem, { cost, accuracy }: Candidate): number | null {
  if (cost.perRequest === null || accuracy.value === null) return null;
  const { escalate, wrongAnswer } = problem.people;
  return perCorrectAnswer({
    perRequest: cost.perRequest,
    escalated: escalate?.share ?? 0,
    perEscalation: escalate?.cost ?? 0,
    accuracy: accuracy.value,
    perWrongAnswer: wrongAnswer ?? 0,
  });
}

/**
 * The ways that answer better and cost more than the one in use: from which price of a wrong answer on
 * they pay. Escalated requests are not answered by machines, so they gain nothing.
 */
export function upgrades(problem: Problem, rows: readonly HostRow[], base: Candidate): Upgrade[] {
  const { escalate, wrongAnswer } = problem.people;
  const answered = 1 - (escalate?.share ?? 0);
  return rows.flatMap(({ step, option, candidate, cost: row }): Upgrade[] => {
    const [cost, before] = [candidate.cost.perRequest, base.cost.perRequest];
    const [accuracy, was] = [candidate.accuracy.value, base.accuracy.value];
    if (cost === null || before === null || accuracy === null || was === null) return [];
    const worth = worthOfUpgrade(cost - before, answered * (accuracy - was));
    const from = base.choices.values.get(step.name) ?? 'off';
    if (worth === null || from === option.value) return [];
    return [
      {
        step: step.name,
        from,
        to: option.value,
        extraCost: cost - before,
        extraAccuracy: accuracy - was,
        worth,
        pays: wrongAnswer === null ? null : wrongAnswer >= worth,
        feasible: row.feasible,
      },
    ];
  });
}
