import type { AgentResult } from '../solver/result.ts';

/** Ids of all architectures that a result names. */
export function idsIn(result: AgentResult): string[] {
  const { feasible, frontier, nearMisses, cliff, pickTwo, relaxations, today, ttft } = result;
  const maybe = [
    today,
    ...pickTwo.map(({ architecture }) => architecture),
    ...relaxations.map(({ architecture }) => architecture),
    ttft?.firstToken?.architecture,
    ttft?.progress?.architecture,
  ];
  const sure = [
    ...feasible,
    ...frontier,
    ...nearMisses,
    ...cliff.map(({ architecture }) => architecture),
  ];
  return [...new Set([...sure, ...maybe].flatMap((each) => each?.id ?? []))];
}
