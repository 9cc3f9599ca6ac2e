import { uniform } from '../solver/search/random.ts';
import { binomialTail } from './binomial.ts';
import { type Ordered, rankOf } from './ranked.ts';

/** A generator whose neighbours' seeds share nothing: a seed of 0 would stand still. */
export function seededUniform(seed: number): () => number {
  const random = uniform((Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) | 0 || 1);
  for (let warm = 0; warm < 8; warm++) random();
  return random;
}

/** Order of 0..n-1 drawn evenly, into `into` (Fisher and Yates). */
export function shuffle(into: Int32Array, random: () => number): void {
  for (let at = into.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const kept = into[at]!;
    into[at] = into[other]!;
    into[other] = kept;
  }
}

/**
 * Central 90% intervals of percentiles under drawing the values again with replacement, without a single
 * draw: the value of rank r among n draws is at most the i-th where r or more of them are among the first
 * i, which is binomial.
 *
 * B. Efron, "Bootstrap methods: another look at the jackknife", Ann. Stat. 7 (1979) 1-26, section 3.
 *
 * @param of not empty
 * @returns one [low, high] per percentile
 */
export function bootstrapQuantiles(
  of: Ordered,
  percentiles: readonly number[],
): (readonly [low: number, high: number])[] {
  const n = of.count;
  return percentiles.map((p) => {
    const rank = rankOf(p, n);
    const end = (chance: number): number =>
      of.at(firstWhere(n, (i) => binomialTail(n, i / n, rank) >= chance));
    return [end(0.05), end(0.95)];
  });
}

/** The least i of 1..n that is enough; n where none is. */
function firstWhere(n: number, isEnough: (i: number) => boolean): number {
  let low = 1;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
