import type { Problem } from '../solver/problem.ts';
import { seededUniform } from './bootstrap.ts';
import { Dealt, rowsOf } from './dealt.ts';
import { rankedQuantile } from './ranked.ts';
import type { Traced } from './traced.ts';

/** Whether the steps of a request depend on one another. */
export interface Dependence {
  /** Variance of log end to end against that of independent steps; above 1, slow steps come together. */
  readonly varianceRatio: number;
  /** Share of the permutations that are at least as far off, two-sided: small where steps depend. */
  readonly pValue: number;
  readonly permutations: number;
  /** Requests that were looked at. */
  readonly n: number;
  /** Percentiles that the same times would have if steps were independent, in ms, as asked for. */
  readonly independent: readonly number[];
}

/** A test that cries wolf one time in twenty. */
export const LEVEL = 0.05;

const PERMUTATIONS = 199;

/**
 * Permutation test of independence: each step's times are dealt out among the requests anew, which
 * keeps what every step takes and cuts what ties them together. The statistic is the variance of the
 * logarithm of end to end time (solver-maths: it finds weak correlation where percentiles do not).
 *
 * P. Good, "Permutation, Parametric and Bootstrap Tests of Hypotheses", 3rd edition (2005).
 *
 * @param percentiles of the independent law to report
 */
export function dependence(
  problem: Problem,
  traced: Traced,
  percentiles: readonly number[],
  seed: number,
): Dependence {
  const rows = rowsOf(traced);
  const dealt = new Dealt(problem, traced, { groups: [rows] });
  const observed = logVariance(Float64Array.from(rows, (row) => traced.latencies[row]!));
  const random = seededUniform(seed);
  const quantiles = percentiles.map(() => 0);
  let above = 1;
  let below = 1;
  let expected = 0;
  for (let draw = 0; draw < PERMUTATIONS; draw++) {
    const times = dealt.times(random);
    const variance = logVariance(times);
    expected += variance / PERMUTATIONS;
    if (variance >= observed) above += 1;
    if (variance <= observed) below += 1;
    times.sort();
    percentiles.forEach((p, at) => (quantiles[at]! += rankedQuantile(times, p) / PERMUTATIONS));
  }
  return {
    varianceRatio: expected > 0 ? observed / expected : 1,
    pValue: Math.min(1, (2 * Math.min(above, below)) / (PERMUTATIONS + 1)),
    permutations: PERMUTATIONS,
    n: rows.length,
    independent: quantiles,
  };
}

/** A request of no time at all has no logarithm: a microsecond stands for it. */
function logVariance(times: Float64Array): number {
  let mean = 0;
  for (const ms of times) mean += Math.log(Math.max(ms, 1e-3)) / times.length;
  let variance = 0;
  for (const ms of times) variance += (Math.log(Math.max(ms, 1e-3)) - mean) ** 2 / times.length;
  return variance;
}
