import { Candidate } from './candidate.ts';
import type { Choices } from './choices.ts';
import { describer } from './describe.ts';
import { latencyEvaluator } from './latency.ts';
import type { Problem } from './problem.ts';
import type { Architecture } from './result.ts';

/** The figures of single architectures, without a search for others. */
export interface Evaluation {
  readonly problem: Problem;
  candidate(choices: Choices): Candidate;
  describe(candidate: Candidate): Architecture;
}

/** Evaluates architectures of one problem one by one; what was composed for one serves the next. */
export function evaluation(problem: Problem): Evaluation {
  const latencies = latencyEvaluator(problem);
  return {
    problem,
    candidate: (choices) => new Candidate(problem, latencies, choices),
    describe: describer(problem, latencies),
  };
}
