import type { Leaf } from './leaf.ts';
import { normalCdf } from './normalCdf.ts';
import { normalQuantile } from './normalQuantile.ts';

/**
 * Log-normal law with log ms ~ N(mu, sigma²), sigma > 0. Closed forms (Black 1976, undiscounted):
 * ∫_0^t F = t Phi(z) - m Phi(z - sigma), z = (ln t - mu) / sigma, mean m = exp(mu + sigma²/2).
 */
export function lognormalLeaf(mu: number, sigma: number): Leaf {
  const mean = Math.exp(mu + (sigma * sigma) / 2);
  const score = (t: number): number => (Math.log(t) - mu) / sigma;
  return {
    cdf: (t) => (t > 0 ? normalCdf(score(t)) : 0),
    cdfIntegral(t) {
      if (!(t > 0)) return 0;
      const z = score(t);
      return Math.max(0, t * normalCdf(z) - mean * normalCdf(z - sigma));
    },
    tailIntegral(t) {
      if (!(t > 0)) return mean - t;
      const z = score(t);
      return Math.max(0, mean * normalCdf(sigma - z) - t * normalCdf(-z));
    },
    mean,
    quantile: (p) => Math.exp(mu + sigma * normalQuantile(p)),
  };
}
