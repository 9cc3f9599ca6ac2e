import { seriesCdf } from './joinCdf.ts';
import type { Law } from './law.ts';
import { ROUNDING } from './quantile.ts';
import { isCoarse, isolatedAt } from './readQuantile.ts';

/**
 * The q-quantile in milliseconds of two laws in series, which is not formed: equals
 * `quantile(series(a, b), q)` up to rounding, for a dozen dot products instead of a convolution.
 */
export function seriesQuantile(a: Law, b: Law, q: number): number {
  const { step, size, isStepwise } = a.lattice;
  const reached = (cell: number) => (cell < 0 ? 0 : seriesCdf(a, b, (cell + 0.5) * step));
  const start = a.start + b.start;
  let low = start - 1;
  let high = Math.min(size - 1, start + a.mass.length + b.mass.length);
  const total = reached(high);
  if (total < q && !(q <= total + ROUNDING)) return Number.POSITIVE_INFINITY;
  const sought = isStepwise ? q - ROUNDING : Math.min(q, total);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (reached(middle) >= sought) high = middle;
    else low = middle;
  }
  if (isStepwise) return high * step;
  const below = reached(low);
  const part = (sought - below) / (reached(high) - below);
  return Math.max(0, (low + 0.5 + part) * step);
}

/**
 * A quantile of two laws in series as `readQuantile(series(a, b), q)` reads it: a latency without
 * spread is where it is.
 *
 * @param interpolated what {@link seriesQuantile} says, in ms
 */
export function placedInSeries(a: Law, b: Law, interpolated: number): number {
  const { step, isStepwise } = a.lattice;
  if (isStepwise || !Number.isFinite(interpolated)) return interpolated;
  return isolatedAt(massesOf(a, b), Math.round(interpolated / step), step) ?? interpolated;
}

/** Whether a quantile of two laws in series is read too coarsely; see `isCoarseAt`. */
export function isCoarseInSeries(a: Law, b: Law, interpolated: number): boolean {
  return Number.isFinite(interpolated) && isCoarse(massesOf(a, b), a.lattice, interpolated);
}

/** Masses of two laws in series, by cell. */
function massesOf(a: Law, b: Law): (cell: number) => number {
  const { step } = a.lattice;
  const known = new Map<number, number>();
  const reached = (k: number): number => {
    const value = known.get(k) ?? (k < 0 ? 0 : seriesCdf(a, b, (k + 0.5) * step));
    known.set(k, value);
    return value;
  };
  return (k) => reached(k) - reached(k - 1);
}
