import { zeroLaw } from './certain.ts';
import type { CountDistribution } from './latencyInput.ts';
import type { Law } from './law.ts';
import { mixture } from './mixture.ts';
import type { Part } from './mixture.ts';
import { series } from './series.ts';

/**
 * As many independent draws in series as the count says: sum over n of share(n) times the n-fold
 * series. Powers grow from count to count, by squaring across gaps.
 * @throws RangeError when a count is not a whole number >= 0, or the shares do not sum to 1.
 */
export function repeat(law: Law, counts: CountDistribution): Law {
  const parts: Part[] = [];
  let times = 0;
  let sum = zeroLaw(law.lattice);
  for (const { count, share } of counts.toSorted((a, b) => a.count - b.count)) {
    if (share === 0) continue;
    sum = series(sum, power(law, count - times));
    times = count;
    parts.push({ weight: share, law: sum });
  }
  return mixture(parts);
}

function power(law: Law, times: number): Law {
  if (!(Number.isInteger(times) && times >= 0)) throw new RangeError('counts are whole numbers');
  let result = zeroLaw(law.lattice);
  let square = law;
  for (let rest = times; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = series(result, square);
    if (rest > 1) square = series(square, square);
  }
  return result;
}
