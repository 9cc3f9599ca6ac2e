import { uniform } from '../solver/search/random.ts';

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
 * Central 90% intervals of percentiles by drawing the values again with replacement (Efron 1979).
 *
 * @param ascending not empty
 * @returns one [low, high] per percentile
 */
export function bootstrapQuantiles(
  ascending: ArrayLike<number>,
  percentiles: readonly number[],
  { seed, draws = 400 }: { readonly seed: number; readonly draws?: number },
): (readonly [low: number, high: number])[] {
  const random = seededUniform(seed);
  const n = ascending.length;
  const counts = new Int32Array(n);
  const found = percentiles.map(() => new Float64Array(draws));
  const ranks = percentiles.map((p) => Math.max(1, Math.ceil(p * n * (1 - 1e-14))));
  for (let draw = 0; draw < draws; draw++) {
    counts.fill(0);
    for (let i = 0; i < n; i++) counts[Math.floor(random() * n)]! += 1;
    readRanks(ascending, counts, ranks, (which, value) => (found[which]![draw] = value));
  }
  return found.map((values) => {
    values.sort();
    return [values[Math.floor(0.05 * draws)]!, values[Math.ceil(0.95 * draws) - 1]!];
  });
}

function readRanks(
  ascending: ArrayLike<number>,
  counts: Int32Array,
  ranks: readonly number[],
  tell: (which: number, value: number) => void,
): void {
  let seen = 0;
  let next = 0;
  const order = ranks.map((_, which) => which).sort((a, b) => ranks[a]! - ranks[b]!);
  for (let at = 0; at < counts.length && next < order.length; at++) {
    seen += counts[at]!;
    while (next < order.length && seen >= ranks[order[next]!]!)
      tell(order[next++]!, ascending[at]!);
  }
}
