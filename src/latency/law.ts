/** Cell k of a lattice is the time k * step, in milliseconds; k runs from 0 to size - 1. */
export interface Lattice {
  /** Milliseconds between cells. */
  readonly step: number;
  /** Number of cells, a power of two. */
  readonly size: number;
  /** All times lie on cells: then a CDF is read as the steps that it is, not interpolated between cells. */
  readonly isStepwise?: boolean;
}

/** A law on a lattice; the masses and `over` sum to 1 up to rounding. Never changed once made. */
export interface Law {
  readonly lattice: Lattice;
  /** Index of the first cell of mass. */
  readonly start: number;
  /** mass[i] is the probability at time (start + i) * step; no mass below 1e-15 at the ends. */
  readonly mass: Float64Array;
  /** Probability at or beyond size * step. */
  readonly over: number;
  /** Mean in milliseconds, what lies in `over` included: exact, save after a maximum. */
  readonly mean: number;
}

/** Far below what a percentile can show, far above the rounding of a transform. */
const NEGLIGIBLE = 1e-15;

/**
 * A law from cells whose first one has index `start`; what they miss of 1 is `over`. Takes the array
 * over and changes it: negative rounding noise becomes 0, and negligible ends are cut off, their mass
 * going to the first or last cell kept.
 */
export function lawFrom(lattice: Lattice, start: number, cells: Float64Array, mean: number): Law {
  const total = clampedSum(cells);
  if (total > 1) scale(cells, 1 / total);
  const [first, end] = supportOf(cells);
  if (first === end) return { lattice, start: 0, mass: new Float64Array(0), over: 1, mean };
  moveInside(cells, first, end);
  const mass = end - first === cells.length ? cells : cells.slice(first, end);
  return { lattice, start: start + first, mass, over: Math.max(0, 1 - total), mean };
}

/** @throws RangeError when two laws to be combined lie on different lattices. */
export function requireSameLattice(a: Law, b: Law): void {
  if (a.lattice.step !== b.lattice.step || a.lattice.size !== b.lattice.size) {
    throw new RangeError('laws on different lattices cannot be combined');
  }
}

function clampedSum(cells: Float64Array): number {
  let total = 0;
  for (let i = 0; i < cells.length; i++) {
    if (cells[i]! < 0) cells[i] = 0;
    total += cells[i]!;
  }
  return total;
}

function scale(cells: Float64Array, factor: number): void {
  for (let i = 0; i < cells.length; i++) cells[i]! *= factor;
}

function supportOf(cells: Float64Array): [first: number, end: number] {
  let end = cells.length;
  while (end > 0 && cells[end - 1]! < NEGLIGIBLE) end--;
  let first = 0;
  while (first < end && cells[first]! < NEGLIGIBLE) first++;
  return [first, end];
}

function moveInside(cells: Float64Array, first: number, end: number): void {
  for (let i = 0; i < first; i++) cells[first]! += cells[i]!;
  for (let i = cells.length - 1; i >= end; i--) cells[end - 1]! += cells[i]!;
}
