import { lawFrom, requireSameLattice, type Law } from './law.ts';
import type { Part } from './mixture.ts';

/**
 * A law that misses the cases in which something does not happen: its masses sum to the probability
 * that it does, within the horizon. Series, maxima and minima of such laws are those of the cases
 * they have; only masses have a meaning, `over` and `mean` do not.
 */
export type SubLaw = Law;

/** What never happens. */
export function never(lattice: Law['lattice']): SubLaw {
  return { lattice, start: 0, mass: new Float64Array(0), over: 1, mean: 0 };
}

/**
 * The sum of weighted sub-laws of cases that exclude one another. Weights are taken as they are.
 * @throws RangeError when there is none, or the lattices differ.
 */
export function sumOfCases(parts: readonly Part[]): SubLaw {
  const used = parts.filter(({ weight, law }) => weight > 0 && law.mass.length > 0);
  const [first] = used;
  if (first === undefined) {
    const [any] = parts;
    if (any === undefined) throw new RangeError('a sum of no cases has no lattice');
    return never(any.law.lattice);
  }
  if (used.length === 1 && first.weight === 1) return first.law;
  const start = Math.min(...used.map(({ law }) => law.start));
  const end = Math.max(...used.map(({ law }) => law.start + law.mass.length));
  const cells = new Float64Array(end - start);
  for (const { weight, law } of used) {
    requireSameLattice(first.law, law);
    const at = law.start - start;
    for (let i = 0; i < law.mass.length; i++) cells[at + i]! += weight * law.mass[i]!;
  }
  return lawFrom(first.law.lattice, start, cells, 0);
}
