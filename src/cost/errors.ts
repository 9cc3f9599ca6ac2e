/**
 * USD per wrong answer above which a better but dearer way pays: L* = Δcost / Δaccuracy.
 *
 * @returns null when it is not better, or not dearer
 */
export function worthOfUpgrade(extraCost: number, extraAccuracy: number): number | null {
  return extraCost > 0 && extraAccuracy > 0 ? extraCost / extraAccuracy : null;
}

/** What a request costs with the people behind it, in USD. */
export interface AnswerCost {
  /** Of machines. */
  readonly perRequest: number;
  /** Share of requests that are handed to a person. */
  readonly escalated: number;
  /** USD per escalation. */
  readonly perEscalation: number;
  /** Accuracy of the answers that machines give. */
  readonly accuracy: number;
  /** USD per wrong answer. */
  readonly perWrongAnswer: number;
}

/** Machines, escalations and wrong answers: c + e·h + (1−e)(1−a)·L. People are taken to be right. */
export function totalPerRequest(answer: AnswerCost): number {
  const { perRequest, escalated, perEscalation, accuracy, perWrongAnswer } = answer;
  return perRequest + escalated * perEscalation + (1 - escalated) * (1 - accuracy) * perWrongAnswer;
}

/** All that is paid, per request that ends in a right answer, whoever gave it. */
export function perCorrectAnswer(answer: AnswerCost): number {
  const right = 1 - (1 - answer.escalated) * (1 - answer.accuracy);
  return right > 0 ? totalPerRequest(answer) / right : Number.POSITIVE_INFINITY;
}
