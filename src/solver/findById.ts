import { architectureId, type Choices, choicesFrom } from './choices.ts';
import { enumerate, spaceSize, subsets } from './enumerate.ts';
import type { Problem } from './problem.ts';
import type { AgentResult, Architecture } from './result.ts';

/** Beyond what an answer shows, an id is looked for among this many architectures. */
export const MOST_LOOKED_THROUGH = 100_000;

/** Everything that an answer shows under an id. */
export function shownArchitectures(result: AgentResult): Architecture[] {
  return [
    ...result.feasible,
    ...result.pickTwo.flatMap(({ architecture }) => architecture ?? []),
    ...result.nearMisses,
    ...result.cliff.map(({ architecture }) => architecture),
    ...result.frontier,
    ...(result.today ? [result.today] : []),
  ];
}

/** The choices behind an id: of what the answer shows, else of any architecture where they are few. */
export function findById(problem: Problem, result: AgentResult, id: string): Choices | null {
  const shown = shownArchitectures(result).find((architecture) => architecture.id === id);
  if (shown) return choicesFrom(shown.choices, problem);
  if (spaceSize(problem).withTools > MOST_LOOKED_THROUGH) return null;
  for (const choices of enumerate(problem, subsets(problem.tools?.tools ?? [])))
    if (architectureId(choices, problem) === id) return choices;
  return null;
}
