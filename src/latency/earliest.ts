import { lawFrom, type Law, requireSameLattice } from './law.ts';

/**
 * Whichever of two independent times comes first: the law of the minimum, whose survival function is
 * the product of theirs. What overflows in both adds nothing to the mean: it may be a time beyond the
 * horizon, or none at all.
 * @throws RangeError when the lattices differ.
 */
export function earliest(a: Law, b: Law): Law {
  requireSameLattice(a, b);
  const start = Math.min(a.start, b.start);
  const end = Math.max(a.start + a.mass.length, b.start + b.mass.length);
  const cells = new Float64Array(Math.max(0, end - start));
  let laterA = 1;
  let laterB = 1;
  let mean = 0;
  for (let k = start; k < end; k++) {
    const massA = a.mass[k - a.start] ?? 0;
    const massB = b.mass[k - b.start] ?? 0;
    const afterA = Math.max(0, laterA - massA);
    const mass = massA * laterB + massB * afterA;
    cells[k - start] = mass;
    mean += mass * k * a.lattice.step;
    laterA = afterA;
    laterB = Math.max(0, laterB - massB);
  }
  return lawFrom(a.lattice, start, cells, mean);
}
