import { zeroLaw } from './certain.ts';
import { convolve } from './convolve.ts';
import { cumulative } from './cumulative.ts';
import type { CountDistribution } from './latencyInput.ts';
import type { Lattice, Law } from './law.ts';
import { mixture } from './mixture.ts';
import { parallel } from './parallel.ts';
import { repeat } from './repeat.ts';
import { series } from './series.ts';

/**
 * A law T with what each part adds to it. Part i takes C_i on the critical path (of parallel branches
 * only the last to end counts), so that the C_i of a request sum to its T; `times` holds
 * E[C_i; T = cell] in ms, over the cells of the law. The sums are exact on the lattice.
 */
export interface AttributedLaw {
  readonly law: Law;
  readonly times: ReadonlyMap<string, Float64Array>;
}

/** A law that is all of one part. */
export function attributedTo(owner: string, law: Law): AttributedLaw {
  const cells = law.mass.map((mass, i) => mass * (law.start + i) * law.lattice.step);
  return { law, times: new Map([[owner, cells]]) };
}

/** No time, of no part. */
export function attributedZero(lattice: Lattice): AttributedLaw {
  return { law: zeroLaw(lattice), times: new Map() };
}

/** One after the other: E[C_a; A + B = t] is the convolution of E[C_a; A = t] with the law of B. */
export function attributedSeries(a: AttributedLaw, b: AttributedLaw): AttributedLaw {
  const law = series(a.law, b.law);
  const start = a.law.start + b.law.start;
  const times = new Map<string, Float64Array>();
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const [owner, cells] of one.times)
      add(times, owner, law, start, convolved(cells, other.law.mass, law));
  }
  return { law, times };
}

function convolved(a: Float64Array, b: Float64Array, { lattice }: Law): Float64Array {
  if (a.length === 0 || b.length === 0) return new Float64Array(0);
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return convolve(short, long, Math.min(a.length + b.length - 1, lattice.size));
}

/** One of several, by chance: the parts weigh as their laws do. */
export function attributedMixture(
  parts: readonly { readonly weight: number; readonly law: AttributedLaw }[],
): AttributedLaw {
  const law = mixture(parts.map(({ weight, law: each }) => ({ weight, law: each.law })));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const times = new Map<string, Float64Array>();
  for (const { weight, law: part } of parts) {
    for (const [owner, cells] of part.times)
      add(times, owner, law, part.law.start, scaled(cells, weight / total));
  }
  return { law, times };
}

/** Side by side: the time is that of the branch which ends last; where both end together, half each. */
export function attributedParallel(a: AttributedLaw, b: AttributedLaw): AttributedLaw {
  const law = parallel(a.law, b.law);
  const times = new Map<string, Float64Array>();
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const [owner, cells] of one.times)
      add(times, owner, law, one.law.start, whereLast(cells, one.law, other.law));
  }
  return { law, times };
}

/** As many independent calls of one part in series as the counts say. */
export function attributedRepeat(of: AttributedLaw, counts: CountDistribution): AttributedLaw {
  const [owner, ...others] = of.times.keys();
  if (owner === undefined || others.length > 0) throw new RangeError('calls are of one part');
  return attributedTo(owner, repeat(of.law, counts));
}

/** Cells of a part of `one`, weighed by the chance that the other branch has ended by then. */
function whereLast(cells: Float64Array, one: Law, other: Law): Float64Array {
  const sums = cumulative(other);
  return cells.map((time, i) => {
    const k = one.start + i - other.start;
    if (k < 0) return 0;
    const before = k === 0 ? 0 : (sums[Math.min(k, sums.length) - 1] ?? 0);
    return time * (before + (other.mass[k] ?? 0) / 2);
  });
}

function scaled(cells: Float64Array, factor: number): Float64Array {
  return cells.map((cell) => cell * factor);
}

/** Adds cells that begin at `start` to what a part has, on the cells of the law. */
function add(
  times: Map<string, Float64Array>,
  owner: string,
  law: Law,
  start: number,
  cells: Float64Array,
): void {
  const sum = times.get(owner) ?? new Float64Array(law.mass.length);
  times.set(owner, sum);
  const first = Math.max(0, law.start - start);
  const end = Math.min(cells.length, law.start + sum.length - start);
  for (let i = first; i < end; i++) sum[start + i - law.start]! += cells[i]!;
}

/** Half the width of the band of requests that speak for a percentile. */
const HALF_BAND = 0.005;

/**
 * What each part adds at the q-quantile, in ms: its mean among the requests around it, from q − 0.5 to
 * q + 0.5 percent (nearer the end, half of what is left), so that a step without spread next to it does
 * not decide. The figures sum to the mean of those requests.
 */
export function timesAround({ law, times }: AttributedLaw, q: number): Map<string, number> {
  const half = Math.min(HALF_BAND, (1 - q) / 2, q / 2);
  const sums = cumulative(law);
  const found = new Map([...times.keys()].map((owner) => [owner, 0]));
  for (let i = 0; i < sums.length; i++) {
    const below = i === 0 ? 0 : sums[i - 1]!;
    const inside = Math.min(sums[i]!, q + half) - Math.max(below, q - half);
    if (inside <= 0) continue;
    const share = inside / law.mass[i]! / (2 * half);
    for (const [owner, cells] of times)
      found.set(owner, (found.get(owner) ?? 0) + share * cells[i]!);
  }
  return found;
}
