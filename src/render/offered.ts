import type { AgentResult, Architecture } from '../solver/result.ts';

/** The architecture that a result offers; null where it offers none, or lists it nowhere. */
export function offeredIn(result: AgentResult): Architecture | null {
  const { proposal, feasible, pickTwo, nearMisses, today } = result;
  if (proposal.choices === null) return null;
  const choices = JSON.stringify(proposal.choices);
  const all = [
    ...pickTwo.flatMap(({ architecture }) => architecture ?? []),
    ...nearMisses,
    ...(today === null ? [] : [today]),
    ...feasible,
  ];
  return all.find((each) => JSON.stringify(each.choices) === choices) ?? null;
}
