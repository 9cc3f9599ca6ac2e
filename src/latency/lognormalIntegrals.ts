import { normalCdf } from './normalCdf.ts';

// Closed forms (Black 1976, undiscounted), compiled to WebAssembly as well (assembly/lognormal.ts).

/** ∫_0^t F = t Phi(z) - m Phi(z - sigma) of a log-normal law, z = (ln t - mu) / sigma, m its mean. */
export function cdfIntegral(mu: number, sigma: number, mean: number, t: number): number {
  if (!(t > 0)) return 0;
  const z = (Math.log(t) - mu) / sigma;
  return Math.max(0, t * normalCdf(z) - mean * normalCdf(z - sigma));
}

/** ∫_t^∞ (1 - F) = m Phi(sigma - z) - t Phi(-z) of a log-normal law. */
export function tailIntegral(mu: number, sigma: number, mean: number, t: number): number {
  if (!(t > 0)) return mean - t;
  const z = (Math.log(t) - mu) / sigma;
  return Math.max(0, mean * normalCdf(sigma - z) - t * normalCdf(-z));
}
