import { Candidate } from './candidate.ts';
import type { Choices } from './choices.ts';
import { describer } from './describe.ts';
import { latencyEvaluator } from './latency.ts';
import type { Problem } from './problem.ts';
import type { Architecture } from './result.ts';

/** The figures of single architectures, without a search for others. */
export interface Evaluation {
  readonly problem: Problem;
  /** What runs now; null where nobody says. Its figures are worked out once. */
  readonly today: Candidate | null;
  candidate(choices: Choices): Candidate;
  describe(candidate: Candidate): Architecture;
}

/** Evaluates architectures of one problem one by one; what was composed for one serves the next. */
export function evaluation(problem: Problem): Evaluation {
  const latencies = latencyEvaluator(problem);
  const candidate = (choices: Choices) => new Candidate(problem, latencies, choices);
  return {
    problem,
    today: problem.today && candidate(problem.today),
    candidate,
    describe: describer(problem, latencies),
  };
}
