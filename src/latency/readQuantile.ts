import type { Lattice, Law } from './law.ts';
import { quantile } from './quantile.ts';

/** Probability that is no more than rounding. */
const NOTHING = 1e-12;

/**
 * The q-quantile in milliseconds, as {@link quantile} reads it, save where all the probability around
 * lies in one place: a latency without spread, which its hat splits over two cells. There it is that
 * place, where interpolation would be off by up to half a cell. On a stepwise lattice nothing was split:
 * neighbouring cells are two times, and each is where it is.
 */
export function readQuantile(law: Law, q: number): number {
  const interpolated = quantile(law, q);
  if (law.lattice.isStepwise || !Number.isFinite(interpolated)) return interpolated;
  const cell = Math.round(interpolated / law.lattice.step);
  return isolatedAt(massesOf(law), cell, law.lattice.step) ?? interpolated;
}

/** Whether {@link readQuantile} may be off by a good part of a cell: more cells would tell. */
export function isCoarseAt(law: Law, q: number): boolean {
  const ms = quantile(law, q);
  return Number.isFinite(ms) && isCoarse(massesOf(law), law.lattice, ms);
}

function massesOf(law: Law): (cell: number) => number {
  return (k) => law.mass[k - law.start] ?? 0;
}

/** Cells on either side of a percentile, and how much their masses may differ. */
const AROUND = 2;
const ALIKE = 8;

/**
 * Whether masses change so much from cell to cell around a time that interpolation between cells says
 * little: a law that is narrow for its lattice, such as a batch of an hour beside calls of seconds.
 * Times that are alone, or on a stepwise lattice, are read exactly.
 */
export function isCoarse(
  at: (cell: number) => number,
  { step, isStepwise }: Lattice,
  ms: number,
): boolean {
  const cell = Math.round(ms / step);
  if (isStepwise || isolatedAt(at, cell, step) !== null) return false;
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let k = cell - AROUND; k <= cell + AROUND; k++) {
    least = Math.min(least, at(k));
    most = Math.max(most, at(k));
  }
  return most > ALIKE * least;
}

/** Where all the probability around a cell lies in one place, that place in milliseconds; else null. */
export function isolatedAt(
  at: (cell: number) => number,
  cell: number,
  step: number,
): number | null {
  for (const first of [cell, cell - 1]) {
    // Mostly something is there, and no other cell needs to be looked at.
    if (at(first - 1) > NOTHING || at(first + 2) > NOTHING) continue;
    const mass = at(first) + at(first + 1);
    if (mass > NOTHING) return (first + at(first + 1) / mass) * step;
  }
  return null;
}
