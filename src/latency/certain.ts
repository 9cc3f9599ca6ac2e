import type { Lattice, Law } from './law.ts';
import { onLattice } from './onLattice.ts';
import { pointLeaf } from './pointLeaf.ts';

/** Exactly `ms` milliseconds, on a lattice: shared between the two cells around it. */
export function certain(lattice: Lattice, ms: number): Law {
  return onLattice(pointLeaf(ms), lattice);
}

/** All of the probability in one cell; masses are never changed, so that all such laws share it. */
const WHOLE = Float64Array.of(1);

/** No time at all: the law of a step that is off. */
export function zeroLaw(lattice: Lattice): Law {
  return { lattice, start: 0, mass: WHOLE, over: 0, mean: 0 };
}

/** Whether a law is the {@link zeroLaw} of its lattice, which adds nothing to any other. */
export function isZeroLaw({ start, mass, over, mean }: Law): boolean {
  return mass.length === 1 && start === 0 && mass[0] === 1 && over === 0 && mean === 0;
}
