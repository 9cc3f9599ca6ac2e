import type { Problem } from '../solver/problem.ts';
import { seededUniform, shuffle } from './bootstrap.ts';
import { rankedQuantile } from './ranked.ts';
import { rebuilt } from './rebuilt.ts';
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

/** More requests than this sharpen nothing that is printed. */
const MOST = 5000;

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
  const rows = evenly(traced.latencies.length, MOST);
  const names = [...traced.columns.keys()];
  const sums = new PermutedSums(problem, traced, names, rows);
  const observed = logVariance(sums.inOrder());
  const random = seededUniform(seed);
  const quantiles = percentiles.map(() => 0);
  let above = 1;
  let below = 1;
  let expected = 0;
  for (let draw = 0; draw < PERMUTATIONS; draw++) {
    const times = sums.permuted(random);
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

/** End to end times from columns of step times, each in an order of its own. */
class PermutedSums {
  readonly #problem: Problem;
  readonly #traced: Traced;
  readonly #orders: ReadonlyMap<string, Int32Array>;
  readonly #own: Int32Array;
  readonly #rows: Int32Array;

  constructor(problem: Problem, traced: Traced, names: readonly string[], rows: Int32Array) {
    this.#problem = problem;
    this.#traced = traced;
    this.#rows = rows;
    this.#orders = new Map(names.map((name) => [name, rows.slice()]));
    this.#own = rows.slice();
  }

  inOrder(): Float64Array {
    return Float64Array.from(this.#rows, (row) => this.#traced.latencies[row]!);
  }

  permuted(random: () => number): Float64Array {
    for (const order of this.#orders.values()) shuffle(order, random);
    shuffle(this.#own, random);
    const { columns, own, order } = this.#traced;
    return Float64Array.from(this.#rows, (_, at) => {
      const time = rebuilt(this.#problem, order, (name) => {
        const row = this.#orders.get(name)?.[at];
        return row === undefined ? 0 : columns.get(name)![row]!;
      });
      return Math.max(0, time + own[this.#own[at]!]!);
    });
  }
}

/** Up to `most` of 0..n-1, evenly spread. */
export function evenly(n: number, most: number): Int32Array {
  const count = Math.min(n, most);
  return Int32Array.from({ length: count }, (_, at) => Math.floor((at * n) / count));
}

/** A request of no time at all has no logarithm: a microsecond stands for it. */
function logVariance(times: Float64Array): number {
  let mean = 0;
  for (const ms of times) mean += Math.log(Math.max(ms, 1e-3)) / times.length;
  let variance = 0;
  for (const ms of times) variance += (Math.log(Math.max(ms, 1e-3)) - mean) ** 2 / times.length;
  return variance;
}
