import { offeredIn } from '../render/offered.ts';
import { Candidate } from '../solver/candidate.ts';
import { choicesFrom } from '../solver/choices.ts';
import { explain } from '../solver/explain/explanation.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import type { Problem } from '../solver/problem.ts';
import type { AgentResult, Explanation } from '../solver/result.ts';

/** What is offered, taken apart; null where nothing is. */
export function offeredExplanation(problem: Problem, result: AgentResult): Explanation | null {
  const architecture = offeredIn(result);
  if (architecture === null) return null;
  const latencies = latencyEvaluator(problem);
  const candidate = new Candidate(problem, latencies, choicesFrom(architecture.choices, problem));
  return { architecture, ...explain(problem, latencies, candidate) };
}
