import { Z90 } from '../../accuracy/interval.ts';
import { wilson } from '../../accuracy/wilson.ts';
import { normalQuantile } from '../../latency/normalQuantile.ts';
import { surelyAbove } from '../binomial.ts';
import { bothEndsFrom, quantileInterval } from '../quantileInterval.ts';
import type { Estimate } from './judge.ts';

/** A percentile; higher is worse. @param ascending not empty */
export function percentileEstimate(
  ascending: ArrayLike<number>,
  p: number,
  alpha: number,
): Estimate {
  const { value, low, high, n } = quantileInterval(ascending, p);
  return {
    measured: value,
    low,
    high,
    n,
    surely: quantileInterval(ascending, p, 2 * alpha).low,
    bothEndsFrom: bothEndsFrom(p),
  };
}

/** A mean; higher is worse. @param values not empty */
export function meanEstimate(values: readonly number[], alpha: number): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = n < 2 ? null : Math.sqrt(square / (n - 1) / n);
  const end = (z: number): number | null => (error === null ? null : mean + z * error);
  return {
    measured: mean,
    low: end(-Z90),
    high: end(Z90),
    n,
    surely: end(-normalQuantile(1 - alpha)),
  };
}

/** A share of counts; `higherIsWorse` says which end of its interval is the better one. */
export function shareEstimate(
  passed: number,
  total: number,
  alpha: number,
  higherIsWorse: boolean,
): Estimate {
  const { low, high } = wilson({ passed, total });
  return {
    measured: passed / total,
    low,
    high,
    n: total,
    surely: higherIsWorse
      ? surelyAbove(passed, total, alpha)
      : 1 - surelyAbove(total - passed, total, alpha),
  };
}
