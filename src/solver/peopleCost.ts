import type { Accuracy } from './accuracy.ts';
import type { Problem } from './problem.ts';
import type { PeopleCost } from './result.ts';

/**
 * What people cost beside the machines: e·h for requests handed to a person, and (1-e)(1-a)·L for
 * wrong answers among the rest (docs/rules.md). Null when the spec prices neither.
 */
export function peopleCost(problem: Problem, accuracy: Accuracy): PeopleCost | null {
  const { escalate, wrongAnswer } = problem.people;
  if (escalate === null && wrongAnswer === null) return null;
  const escalations = escalate && escalate.share * escalate.cost;
  const wrong = accuracy.value === null ? null : 1 - accuracy.value;
  const wrongAnswers =
    wrongAnswer === null || wrong === null
      ? null
      : (1 - (escalate?.share ?? 0)) * wrong * wrongAnswer;
  const unknown = wrongAnswer !== null && wrong === null;
  const perRequest = unknown ? null : (escalations ?? 0) + (wrongAnswers ?? 0);
  const { requests } = problem.traffic;
  return {
    escalations,
    wrongAnswers,
    perRequest,
    perMonth: perRequest === null || requests === null ? null : perRequest * requests,
  };
}
