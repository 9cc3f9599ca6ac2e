import { cumulative } from './cumulative.ts';
import { firstReaching } from './firstReaching.ts';
import type { Lattice, Law } from './law.ts';

/**
 * Rounding of sums of probability. Shares are written in round numbers, so that sums often are the very
 * quantile that is asked: 0.7 + 0.2 falls short of 0.9, and without the allowance the next time, maybe
 * much longer, would be read.
 */
export const ROUNDING = 1e-12;

/**
 * The q-quantile (0 <= q <= 1) in milliseconds, by linear interpolation of the CDF between cell
 * mid-points: the mass up to cell k is reached at (k + 1/2) * step. Never below 0; Infinity when it
 * lies in the overflow. On a stepwise lattice it is the first time that reaches q.
 */
export function quantile(law: Law, q: number): number {
  const sums = cumulative(law);
  const total = sums.at(-1) ?? 0;
  if (q > total && !(q <= total + ROUNDING)) return Infinity;
  const { isStepwise, step } = law.lattice;
  const i = firstReaching(sums, isStepwise ? q - ROUNDING : Math.min(q, total));
  if (i === sums.length) return Infinity;
  if (isStepwise) return (law.start + i) * step;
  const below = i === 0 ? 0 : sums[i - 1]!;
  const part = (Math.min(q, total) - below) / (sums[i]! - below);
  return Math.max(0, (law.start + i - 0.5 + part) * step);
}

/**
 * The q-quantile without interpolation: the first cell whose cumulative mass reaches q, in
 * milliseconds; Infinity when that is the overflow. For certified bounds from `roundedLaw`.
 */
export function stepQuantile(law: Law, q: number): number {
  const sums = cumulative(law);
  const i = firstReaching(sums, q - ROUNDING);
  return i === sums.length ? Infinity : (law.start + i) * law.lattice.step;
}

/** P(X <= t), t in milliseconds: the inverse of {@link quantile} wherever that is positive and finite. */
export function cdfAt(law: Law, t: number): number {
  const sums = cumulative(law);
  if (t < 0 || sums.length === 0) return 0;
  const x = cellAt(t, law.lattice) - law.start;
  if (x >= sums.length - 1) return sums[sums.length - 1]!;
  if (x <= -1) return 0;
  const i = Math.floor(x);
  const below = i < 0 ? 0 : sums[i]!;
  return below + (sums[i + 1]! - below) * (x - i);
}

/** Rounding of a time that should be a whole number of steps. */
const STEP_TOLERANCE = 1e-9;

/** The cell up to which mass counts at a time in ms: with fractions, save on a stepwise lattice. */
export function cellAt(t: number, { step, isStepwise }: Lattice): number {
  return isStepwise ? Math.floor(t / step + STEP_TOLERANCE) : t / step - 0.5;
}
