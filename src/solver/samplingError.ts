import { histogramCount } from '../latency/histogram.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Leaf } from '../latency/leaf.ts';
import { leafOf } from '../latency/leafOf.ts';
import { normalQuantile } from '../latency/normalQuantile.ts';
import type { Choices } from './choices.ts';
import type { TimeCorner } from './latency.ts';
import type { Problem } from './problem.ts';
import { samplingParts } from './samplingParts.ts';

/**
 * Standard deviation, as a probability, of the share of requests that a composed percentile says are
 * faster, because its laws were measured on so many calls only; null where no law was measured.
 *
 * A law measured on n calls shifts that share by the mean of n influences, each the chance that the
 * rest of the request keeps it below the percentile, given one call. With s the call's part of the
 * variance of the whole, the variance of that chance is P(both of two scores of correlation s lie below
 * z) - p², exact for normal times. Steps that share a law shift it together. Laws stated by people count
 * as certain, and so do call counts.
 *
 * The functional delta method: A. W. van der Vaart, "Asymptotic Statistics" (1998), chapter 20.
 */
export class SamplingError {
  readonly #problem: Problem;
  readonly #variances = new Map<LatencyInput, number>();

  constructor(problem: Problem) {
    this.#problem = problem;
  }

  /** @param p the percentile, 0 < p < 1 */
  of(choices: Choices, corner: TimeCorner, p: number): number | null {
    const parts = samplingParts(this.#problem, choices, corner);
    const total = parts.reduce((sum, { input, runs }) => sum + runs * this.#varianceOf(input), 0);
    const measured = new Map<LatencyInput, number>();
    for (const { input, runs } of parts)
      if (input.kind === 'histogram') measured.set(input, (measured.get(input) ?? 0) + runs);
    if (measured.size === 0 || !(total > 0)) return null;
    let variance = 0;
    for (const [input, runs] of measured) {
      if (input.kind !== 'histogram') continue;
      const share = Math.min(1, this.#varianceOf(input) / total);
      const n = histogramCount(input.histogram);
      if (n > 0) variance += (runs * runs * jointExcess(p, share)) / n;
    }
    return Math.sqrt(variance);
  }

  #varianceOf(input: LatencyInput): number {
    const known = this.#variances.get(input);
    if (known !== undefined) return known;
    const variance = varianceOf(leafOf(input));
    this.#variances.set(input, variance);
    return variance;
  }
}

/** So far into the tail that what is left moves no variance that matters. */
const QUANTILES = 200;

function varianceOf(leaf: Leaf): number {
  let sum = 0;
  let square = 0;
  for (let at = 0; at < QUANTILES; at++) {
    const ms = leaf.quantile((at + 0.5) / QUANTILES);
    sum += ms / QUANTILES;
    square += (ms * ms) / QUANTILES;
  }
  return Math.max(0, square - sum * sum);
}

/** Simpson's rule on this many intervals: the integrand is smooth. */
const INTERVALS = 32;

/**
 * P(X <= z and Y <= z) - P(X <= z)² of normal scores with correlation s, z the p-quantile:
 * 1/2π ∫ exp(-z² / (1 + sin t)) dt over 0..asin(s). Rises from 0 to p (1 - p).
 *
 * A. Genz, "Numerical computation of rectangular bivariate and trivariate normal and t
 * probabilities", Statistics and Computing 14 (2004).
 */
export function jointExcess(p: number, s: number): number {
  const z = normalQuantile(p);
  const end = Math.asin(Math.min(1, Math.max(0, s)));
  const step = end / INTERVALS;
  const height = (at: number) => Math.exp((-z * z) / (1 + Math.sin(at * step)));
  let sum = height(0) + height(INTERVALS);
  for (let at = 1; at < INTERVALS; at++) sum += (at % 2 === 1 ? 4 : 2) * height(at);
  return (sum * step) / 3 / (2 * Math.PI);
}
