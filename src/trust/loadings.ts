import { normalQuantile } from '../latency/normalQuantile.ts';
import type { Traced } from './traced.ts';

/** So few requests that ran both of two steps say nothing of their correlation. */
const LEAST_PAIRS = 20;

const HIGHEST = 0.95;

/**
 * How strongly each step follows the one thing that makes requests slow: loadings of a one-factor
 * model of the steps' normal scores, 0 for steps that were never traced. The scores of the mean run,
 * so that more calls do not pass for slower ones.
 *
 * H. H. Harman, "Modern Factor Analysis", 3rd edition (1976), chapter 9 (minres).
 */
export function loadings(observed: Traced): ReadonlyMap<string, number> {
  const names = [...observed.columns.keys()];
  const scores = names.map((name) => scoresOf(observed, name));
  const correlations = scores.map((one) => scores.map((other) => correlation(one, other)));
  const weights = names.map((_, at) => {
    const known = correlations[at]!.filter((r, other) => other !== at && r !== null) as number[];
    const mean = known.reduce((sum, r) => sum + r, 0) / Math.max(1, known.length);
    return Math.sqrt(Math.max(0, mean));
  });
  for (let round = 0; round < 200; round++)
    for (let at = 0; at < names.length; at++) weights[at] = refit(correlations[at]!, weights, at);
  return new Map(names.map((name, at) => [name, weights[at]!]));
}

/** Least squares of one row of correlations on the other loadings. */
function refit(row: readonly (number | null)[], weights: readonly number[], at: number): number {
  let product = 0;
  let square = 0;
  row.forEach((r, other) => {
    if (other === at || r === null) return;
    product += r * weights[other]!;
    square += weights[other]! ** 2;
  });
  return square === 0 ? 0 : Math.min(HIGHEST, Math.max(0, product / square));
}

/**
 * Normal scores of a step's mean run among requests that ran it in the same ways: an effort that is
 * chosen per request makes steps alike only while it is a choice. NaN where the step did not run.
 */
function scoresOf({ requests }: Traced, name: string): Float64Array {
  const groups = new Map<string, { at: number; mean: number }[]>();
  requests.forEach(({ byName }, at) => {
    const runs = byName.get(name) ?? [];
    if (runs.length === 0) return;
    const mean = runs.reduce((sum, { durationMs }) => sum + durationMs, 0) / runs.length;
    const ways = runs.map(({ variant }) => variant ?? '').join(' ');
    const group = groups.get(ways);
    if (group) group.push({ at, mean });
    else groups.set(ways, [{ at, mean }]);
  });
  const scores = new Float64Array(requests.length).fill(NaN);
  for (const group of groups.values()) {
    group.sort((a, b) => a.mean - b.mean || a.at - b.at);
    group.forEach(({ at }, rank) => (scores[at] = normalQuantile((rank + 0.5) / group.length)));
  }
  return scores;
}

/** Null where too few requests ran both. */
function correlation(one: Float64Array, other: Float64Array): number | null {
  let n = 0;
  let product = 0;
  let squares = 0;
  let others = 0;
  for (let at = 0; at < one.length; at++) {
    const [a, b] = [one[at]!, other[at]!];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    n += 1;
    product += a * b;
    squares += a * a;
    others += b * b;
  }
  return n < LEAST_PAIRS || squares * others === 0 ? null : product / Math.sqrt(squares * others);
}
