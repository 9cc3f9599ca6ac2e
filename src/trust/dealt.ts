import type { Problem } from '../solver/problem.ts';
import { seededUniform, shuffle } from './bootstrap.ts';
import { rankedQuantile } from './ranked.ts';
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

/** By step: how often it ran, by request. */
export type RunCounts = ReadonlyMap<string, Int32Array>;

/** How often each step ran in each request. */
export function runCounts({ requests, columns }: Traced): RunCounts {
  return new Map(
    [...columns.keys()].map((name) => [
      name,
      Int32Array.from(requests, ({ byName }) => byName.get(name)?.length ?? 0),
    ]),
  );
}

/** What stays tied together while times are dealt out. */
export interface Ties {
  /** Requests among which times are dealt: of each kind its own. */
  readonly groups: readonly Int32Array[];
  /** Given, requests keep what they run, and how often: only how long that took is dealt out. */
  readonly counts?: RunCounts;
}

/** Requests among which the times of one step are dealt out, by place in their group. */
type Alike = readonly Int32Array[];

interface Group {
  readonly rows: Int32Array;
  /** By step; the requests' own time is dealt out among all of them. */
  readonly alike: ReadonlyMap<string, Alike>;
  readonly all: Alike;
}

/**
 * End to end times of requests among which each step's times, and the requests' own, are dealt out
 * anew: what every step takes is kept, what ties steps together is cut.
 */
export class Dealt {
  readonly #problem: Problem;
  readonly #traced: Traced;
  readonly #groups: readonly Group[];

  constructor(problem: Problem, traced: Traced, { groups, counts }: Ties) {
    this.#problem = problem;
    this.#traced = traced;
    this.#groups = groups.map((rows) => ({
      rows,
      all: [Int32Array.from(rows.keys())],
      alike: new Map(
        [...(counts ?? [])].map(([name, ofStep]) => [name, placesByCount(rows, ofStep)]),
      ),
    }));
  }

  times(random: () => number): Float64Array {
    const [only] = this.#groups;
    if (only && this.#groups.length === 1) return this.#among(only, random);
    return Float64Array.from(this.#groups.flatMap((group) => [...this.#among(group, random)]));
  }

  #among({ rows, alike, all }: Group, random: () => number): Float64Array {
    const { columns, own, order } = this.#traced;
    const dealt = new Map(
      [...columns].map(([name, column]) => [
        name,
        permuted(column, rows, alike.get(name) ?? all, random),
      ]),
    );
    const owned = permuted(own, rows, all, random);
    const steps = rebuilt(this.#problem, order, rows.length, (name) => dealt.get(name));
    return steps.map((ms, at) => Math.max(0, ms + owned[at]!));
  }
}

/** Percentiles of the times that are dealt out, averaged over so many draws that they hardly move. */
export function dealtQuantiles(
  dealt: Dealt,
  percentiles: readonly number[],
  seed: number,
): number[] {
  const random = seededUniform(seed);
  const sums = percentiles.map(() => 0);
  for (let draw = 0; draw < DRAWS; draw++) {
    const times = dealt.times(random).sort();
    percentiles.forEach((p, at) => (sums[at]! += rankedQuantile(times, p) / DRAWS));
  }
  return sums;
}

const DRAWS = 99;

function permuted(
  column: Float64Array,
  rows: Int32Array,
  alike: Alike,
  random: () => number,
): Float64Array {
  const times = new Float64Array(rows.length);
  for (const places of alike) {
    const order = places.slice();
    shuffle(order, random);
    for (let at = 0; at < order.length; at++) times[places[at]!] = column[rows[order[at]!]!]!;
  }
  return times;
}

/** Places of the requests that ran a step equally often. */
function placesByCount(rows: Int32Array, counts: Int32Array): Alike {
  const places = new Map<number, number[]>();
  rows.forEach((row, at) => {
    const known = places.get(counts[row]!);
    if (known) known.push(at);
    else places.set(counts[row]!, [at]);
  });
  return [...places.values()].map((each) => Int32Array.from(each));
}
