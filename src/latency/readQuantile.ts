import type { Law } from './law.ts';
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
  const at = (k: number) => law.mass[k - law.start] ?? 0;
  return isolatedAt(at, cell, law.lattice.step) ?? interpolated;
}

/** Where all the probability around a cell lies in one place, that place in milliseconds; else null. */
export function isolatedAt(
  at: (cell: number) => number,
  cell: number,
  step: number,
): number | null {
  for (const first of [cell, cell - 1]) {
    const mass = at(first) + at(first + 1);
    const alone = at(first - 1) <= NOTHING && at(first + 2) <= NOTHING;
    if (alone && mass > NOTHING) return (first + at(first + 1) / mass) * step;
  }
  return null;
}
