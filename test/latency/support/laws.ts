import * as fc from 'fast-check';
import { cumulative } from '../../../src/latency/cumulative.ts';
import { lawFrom } from '../../../src/latency/law.ts';
import type { Lattice, Law } from '../../../src/latency/law.ts';

/** Small enough that laws often overflow it. */
export const SMALL: Lattice = { step: 10, size: 64 };

/** Any law on {@link SMALL}: gaps, atoms, overflow. */
export const anyLaw: fc.Arbitrary<Law> = fc
  .record({
    start: fc.integer({ min: 0, max: 40 }),
    weights: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 24 }),
    over: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50 })),
  })
  .filter(({ weights }) => weights.some((weight) => weight > 0))
  .map(({ start, weights, over }) => {
    const total = weights.reduce((sum, weight) => sum + weight, over);
    const cells = Float64Array.from(weights, (weight) => weight / total);
    const inside = cells.reduce((sum, mass, i) => sum + mass * (start + i) * SMALL.step, 0);
    return lawFrom(SMALL, start, cells, inside + (over / total) * 1000);
  });

/** P(X <= k * step) for every cell of the lattice. */
export function cdfCells(law: Law): number[] {
  const sums = cumulative(law);
  return Array.from({ length: law.lattice.size }, (_, k) =>
    k < law.start ? 0 : (sums[Math.min(k - law.start, sums.length - 1)] ?? 0),
  );
}

export function totalMass(law: Law): number {
  return law.mass.reduce((sum, mass) => sum + mass, law.over);
}

/** Largest difference of two CDFs on the lattice. */
export function distance(a: Law, b: Law): number {
  const other = cdfCells(b);
  return Math.max(...cdfCells(a).map((value, k) => Math.abs(value - other[k]!)));
}

/** Mean of the cells alone, in milliseconds. */
export function cellMean(law: Law): number {
  return law.mass.reduce((sum, mass, i) => sum + mass * (law.start + i), 0) * law.lattice.step;
}
