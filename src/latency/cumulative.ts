import type { Law } from './law.ts';

const cache = new WeakMap<Law, Float64Array>();

/** Entry i is P(X <= (start + i) * step), i over the support; computed once per law. */
export function cumulative(law: Law): Float64Array {
  const known = cache.get(law);
  if (known !== undefined) return known;
  const sums = new Float64Array(law.mass.length);
  let total = 0;
  for (let i = 0; i < sums.length; i++) {
    total += law.mass[i]!;
    sums[i] = total;
  }
  cache.set(law, sums);
  return sums;
}
