import { canonicalOrder, inOrder } from './canonicalOrder.ts';
import { isZeroLaw } from './certain.ts';
import { convolve } from './convolve.ts';
import { lawFrom, requireSameLattice } from './law.ts';
import type { Law } from './law.ts';

/**
 * One after the other: the law of the sum of independent times. What passes the lattice goes to
 * `over`; the mean stays exact. `series(a, b)` and `series(b, a)` are equal to the last bit.
 * @throws RangeError when the lattices differ.
 */
export function series(a: Law, b: Law): Law {
  requireSameLattice(a, b);
  if (isZeroLaw(a)) return b;
  if (isZeroLaw(b)) return a;
  const [short, long] = inOrder(a, b);
  const start = a.start + b.start;
  const room = a.lattice.size - start;
  const full = short.mass.length + long.mass.length - 1;
  const length = short.mass.length === 0 ? 0 : Math.max(0, Math.min(full, room));
  const cells = length === 0 ? new Float64Array(0) : convolve(short.mass, long.mass, length);
  return lawFrom(a.lattice, start, cells, short.mean + long.mean);
}

/**
 * All in series, shortest supports first; the order given does not matter, to the last bit.
 * @throws RangeError when there is none, or the lattices differ.
 */
export function seriesAll(laws: readonly Law[]): Law {
  if (laws.length === 0) throw new RangeError('a series of nothing has no lattice');
  return laws.toSorted(canonicalOrder).reduce((sum, law) => series(sum, law));
}
