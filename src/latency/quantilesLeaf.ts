import { cappedLeaf } from './cappedLeaf.ts';
import type { Leaf } from './leaf.ts';
import { normalCdf } from './normalCdf.ts';
import { normalQuantile } from './normalQuantile.ts';
import { partialMeans } from './partialMeans.ts';
import { pointLeaf } from './pointLeaf.ts';
import { logAt, quantileCurve, scoreAt } from './quantileCurve.ts';
import type { QuantileCurve } from './quantileCurve.ts';

type StatedQuantile = { readonly p: number; readonly ms: number };

/**
 * The law through stated quantiles: ln ms is a monotone cubic in the normal score of p, and a line
 * (log-normal) beyond the ends. All mass above `max` ms sits at `max`. One quantile alone is a point.
 *
 * ∫_0^t F = t Phi(z) - ∫_-∞^z exp(y(u)) phi(u) du with y(z) = ln t: no table in t is needed, and an
 * error in z cancels to first order.
 * @throws RangeError when there is no quantile, or p or ms do not increase.
 */
export function quantilesLeaf(points: readonly StatedQuantile[], max: number | null): Leaf {
  requireIncreasing(points);
  const [first] = points;
  if (first === undefined) throw new RangeError('no quantile is stated');
  const leaf = points.length === 1 ? pointLeaf(first.ms) : curveLeaf(curveThrough(points));
  return max === null ? leaf : cappedLeaf(leaf, max);
}

function requireIncreasing(points: readonly StatedQuantile[]): void {
  let before: StatedQuantile = { p: 0, ms: 0 };
  for (const point of points) {
    if (!(point.p > before.p && point.p < 1)) {
      throw new RangeError(`p must increase inside 0..1, not from ${before.p} to ${point.p}`);
    }
    if (!(point.ms > 0 && point.ms >= before.ms && point.ms < Infinity)) {
      throw new RangeError(`quantiles must increase, not from ${before.ms} to ${point.ms} ms`);
    }
    before = point;
  }
}

function curveThrough(points: readonly StatedQuantile[]): QuantileCurve {
  return quantileCurve(
    points.map(({ p }) => normalQuantile(p)),
    points.map(({ ms }) => Math.log(ms)),
  );
}

function curveLeaf(curve: QuantileCurve): Leaf {
  const means = partialMeans(curve);
  const score = (t: number): number => scoreAt(curve, Math.log(t));
  const mean = means.below(0) + means.above(0);
  return {
    cdf: (t) => (t > 0 ? normalCdf(score(t)) : 0),
    cdfIntegral(t) {
      if (!(t > 0)) return 0;
      const z = score(t);
      return Math.max(0, t * normalCdf(z) - means.below(z));
    },
    tailIntegral(t) {
      if (!(t > 0)) return mean - t;
      const z = score(t);
      return Math.max(0, means.above(z) - t * normalCdf(-z));
    },
    mean,
    quantile: (p) => Math.exp(logAt(curve, normalQuantile(p))),
  };
}
