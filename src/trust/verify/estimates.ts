import { wilson } from '../../accuracy/wilson.ts';
import { surelyAbove } from '../binomial.ts';
import { meanBound, type MeanSample } from '../meanInterval.ts';
import { ALPHA, bothEndsFrom, quantileInterval } from '../quantileInterval.ts';
import type { Ordered } from '../ranked.ts';
import { bothSampled } from '../bothSampled.ts';
import type { Estimate } from './judge.ts';

/** A percentile; higher is worse. @param of not empty */
export function percentileEstimate(of: Ordered, p: number, alpha: number): Estimate {
  const { value, low, high, n } = quantileInterval(of, p);
  return {
    measured: value,
    low,
    high,
    n,
    surely: quantileInterval(of, p, 2 * alpha).low,
    bothEndsFrom: bothEndsFrom(p),
  };
}

/** A mean; higher is worse. @param sample not empty */
export function meanEstimate(sample: MeanSample, alpha: number): Estimate {
  return {
    measured: sample.mean,
    low: meanBound(sample, ALPHA / 2),
    high: meanBound(sample, 1 - ALPHA / 2),
    n: sample.n,
    surely: meanBound(sample, alpha),
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

/**
 * The estimate, held against a figure that is known from `n` samples only: where chance ends, the chance
 * in that figure has been added.
 */
export function against(n: number, estimate: Estimate): Estimate {
  const { measured, surely } = estimate;
  if (surely === null) return estimate;
  const further = bothSampled(estimate.n, n) - 1;
  return { ...estimate, surely: surely + (surely - measured) * further };
}
