import type { Leaf } from './leaf.ts';
import { lognormalCells } from './lognormalCells.ts';
import { cdfIntegral, tailIntegral } from './lognormalIntegrals.ts';
import { normalCdf } from './normalCdf.ts';
import { normalQuantile } from './normalQuantile.ts';

/** Log-normal law with log ms ~ N(mu, sigma²), sigma > 0, mean exp(mu + sigma²/2). */
export function lognormalLeaf(mu: number, sigma: number): Leaf {
  const mean = Math.exp(mu + (sigma * sigma) / 2);
  return {
    cdf: (t) => (t > 0 ? normalCdf((Math.log(t) - mu) / sigma) : 0),
    cdfIntegral: (t) => cdfIntegral(mu, sigma, mean, t),
    tailIntegral: (t) => tailIntegral(mu, sigma, mean, t),
    mean,
    quantile: (p) => Math.exp(mu + sigma * normalQuantile(p)),
    cells: (places) => lognormalCells({ mu, sigma, mean }, places),
  };
}
