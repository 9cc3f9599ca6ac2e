import type { Agent } from './system.ts';

/** What people cost beside machines, in USD; null where it is not priced, or the accuracy unknown. */
export interface People {
  readonly escalations: number | null;
  readonly wrongAnswers: number | null;
  readonly perRequest: number | null;
  readonly perMonth: number | null;
}

/** e·h for what is handed to a person, and L for every wrong answer among the rest. */
export function peopleOf(
  { escalate, wrongAnswer, requests }: Agent,
  accuracy: number | null,
): People | null {
  if (escalate === null && wrongAnswer === null) return null;
  const escalations = escalate && escalate.share * escalate.cost;
  const answered = 1 - (escalate?.share ?? 0);
  const wrongAnswers =
    wrongAnswer === null || accuracy === null ? null : answered * (1 - accuracy) * wrongAnswer;
  const isKnown = wrongAnswer === null || wrongAnswers !== null;
  const perRequest = isKnown ? (escalations ?? 0) + (wrongAnswers ?? 0) : null;
  return {
    escalations,
    wrongAnswers,
    perRequest,
    perMonth: perRequest === null || requests === null ? null : perRequest * requests,
  };
}
