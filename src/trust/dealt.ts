import type { Problem } from '../solver/problem.ts';
import { shuffle } from './bootstrap.ts';
import { rebuilt } from './rebuilt.ts';
import type { Traced } from './traced.ts';

/** More requests than this sharpen nothing that is printed. */
const MOST = 5000;

/** The requests that statements about dependence rest on: all, or as many of them as tell enough. */
export function rowsOf({ latencies }: Traced): Int32Array {
  const n = latencies.length;
  const count = Math.min(n, MOST);
  return Int32Array.from({ length: count }, (_, at) => Math.floor((at * n) / count));
}

/**
 * End to end times of requests among which each step's times, and the requests' own, are dealt out
 * anew: what every step takes is kept, what ties steps together is cut.
 */
export class Dealt {
  readonly #problem: Problem;
  readonly #traced: Traced;
  /** Requests among which times are dealt: of each kind its own. */
  readonly #groups: readonly Int32Array[];

  constructor(problem: Problem, traced: Traced, groups: readonly Int32Array[]) {
    this.#problem = problem;
    this.#traced = traced;
    this.#groups = groups;
  }

  times(random: () => number): Float64Array {
    const [only] = this.#groups;
    if (only && this.#groups.length === 1) return this.#among(only, random);
    return Float64Array.from(this.#groups.flatMap((group) => [...this.#among(group, random)]));
  }

  #among(group: Int32Array, random: () => number): Float64Array {
    const { columns, own, order } = this.#traced;
    const dealt = new Map(
      [...columns].map(([name, column]) => [name, permuted(column, group, random)]),
    );
    const owned = permuted(own, group, random);
    const steps = rebuilt(this.#problem, order, group.length, (name) => dealt.get(name));
    return steps.map((ms, at) => Math.max(0, ms + owned[at]!));
  }
}

function permuted(column: Float64Array, rows: Int32Array, random: () => number): Float64Array {
  const order = rows.slice();
  shuffle(order, random);
  const times = new Float64Array(order.length);
  for (let at = 0; at < order.length; at++) times[at] = column[order[at]!]!;
  return times;
}
