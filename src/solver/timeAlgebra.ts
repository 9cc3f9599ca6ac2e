import type { CountDistribution, LatencyInput } from '../latency/latencyInput.ts';

/**
 * What is known of a time, and how it follows for the whole from what is known of the parts: laws on a
 * lattice, or one figure for each part.
 */
export interface TimeAlgebra<T> {
  /** No time at all. */
  readonly zero: T;
  /** One call; `owner` is the step, tool or shortcut that makes it. */
  leaf(input: LatencyInput, owner: string): T;
  /** One after the other, one part at least. */
  series(parts: readonly T[]): T;
  /** Side by side, until the last is done, one part at least. */
  parallel(parts: readonly T[]): T;
  /** One of several, by chance. */
  mixture(parts: readonly { readonly weight: number; readonly law: T }[]): T;
  /** In a share of requests; no time in the others. */
  withChance(law: T, share: number): T;
  /** As many independent calls in series as the counts say. */
  repeat(law: T, counts: CountDistribution): T;
}
