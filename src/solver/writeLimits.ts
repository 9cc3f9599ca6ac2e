import { percentileName } from '../units/percentileName.ts';
import type { LatencyLimits, Limits, Problem } from './problem.ts';
import type { WrittenLimits } from './result.ts';

/** Limits as results write them. */
export function writeLimits(problem: Problem): WrittenLimits {
  const { limits } = problem;
  return {
    latency: limits.deadline ? null : writeTimes(limits.latency),
    ttft: writeTimes(limits.ttft),
    progress: writeTimes(limits.progress),
    deadline: limits.deadline ? (limits.latency?.[0]?.ms ?? null) : null,
    accuracy: limits.accuracy && {
      atLeast: limits.accuracy.atLeast,
      eval: problem.accuracy?.eval ?? null,
      tasks: Object.fromEntries(limits.accuracy.tasks),
    },
    tools: writeTools(limits),
    cost: limits.cost,
  };
}

function writeTimes(limits: LatencyLimits | null): Record<string, number> | null {
  return limits && Object.fromEntries(limits.map(({ p, ms }) => [percentileName(p), ms]));
}

function writeTools({ tools }: Limits): WrittenLimits['tools'] {
  if (tools.kind === 'all') return 'all';
  return tools.kind === 'named' ? tools.tools : { atLeast: tools.count };
}
