import { normalQuantile } from '../latency/normalQuantile.ts';
import type { Moments } from './moments.ts';

/** What an interval of a mean is made of. */
export type MeanSample = Pick<Moments, 'n' | 'mean' | 'variance' | 'skewness'>;

/**
 * Where the true mean lies below with this probability; null of fewer than two values. Costs and tokens
 * have long tails: the mean plus and minus its standard error would end too early above, and too late
 * below. The cubic that takes the skewness out of Student's ratio is inverted instead.
 *
 * P. Hall, "On the removal of skewness by transformation", J. R. Stat. Soc. B 54 (1992) 221-228.
 */
export function meanBound({ n, mean, variance, skewness }: MeanSample, p: number): number | null {
  if (variance === null) return null;
  const t = studentQuantile(1 - p, n - 1);
  return mean - Math.sqrt(variance / n) * unskewed(t, skewness / Math.sqrt(n));
}

/** @param skew of the mean: that of the values over the root of their number */
function unskewed(t: number, skew: number): number {
  if (Math.abs(skew) < 1e-6) return t;
  return (3 / skew) * (Math.cbrt(1 + skew * (t - skew / 6)) - 1);
}

/**
 * Quantile of Student's law by its expansion around the normal one: within 0.5% from 19 degrees of
 * freedom on, up to 99.9%.
 *
 * M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.5.
 */
export function studentQuantile(p: number, degrees: number): number {
  const z = normalQuantile(p);
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}
