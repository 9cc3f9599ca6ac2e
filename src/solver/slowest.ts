import { leafOf } from '../latency/leafOf.ts';
import type { CountDistribution } from '../latency/latencyInput.ts';
import type { Choices } from './choices.ts';
import type { Problem } from './problem.ts';
import { type TimeAlgebra, WorkflowComposer } from './workflowComposer.ts';

/** A time in ms that at most this share of requests exceeds, however its parts depend on each other. */
type Exceeded = (share: number) => number;

/**
 * An upper bound on a percentile of the end to end latency, in ms, without composing any law. The
 * share of requests that may take longer is split evenly over all that must be slow for that: when no
 * part exceeds its time, neither does the sum or the maximum of them (Boole's inequality).
 */
export function slowest(problem: Problem, choices: Choices, p: number): number {
  return inSeries(new WorkflowComposer(problem, BOUNDS).parts(choices))(1 - p);
}

const NEVER: Exceeded = () => 0;

const BOUNDS: TimeAlgebra<Exceeded> = {
  zero: NEVER,
  leaf: (input) => (share) => leafOf(input).quantile(1 - share),
  series: inSeries,
  parallel: (parts) => (share) =>
    parts.reduce((longest, part) => Math.max(longest, part(share / parts.length)), 0),
  mixture: (parts) => (share) =>
    parts.reduce((longest, { law }) => Math.max(longest, law(share)), 0),
  withChance: (law, chance) => (share) => (chance <= share ? 0 : law(share / chance)),
  repeat: (law, counts) => (share) =>
    mostCalls(counts, (calls) => (calls === 0 ? 0 : calls * law(share / calls))),
};

function mostCalls(counts: CountDistribution, time: (calls: number) => number): number {
  return counts.reduce((longest, { count }) => Math.max(longest, time(count)), 0);
}

function inSeries(parts: readonly Exceeded[]): Exceeded {
  const slow = parts.filter((part) => part !== NEVER);
  return (share) => slow.reduce((sum, part) => sum + part(share / slow.length), 0);
}
