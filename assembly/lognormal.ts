// The cells of a log-normal law on a lattice, as src/latency/onLattice.ts finds them by second
// differences, to the last bit: the integrals are the same source, and exp and log are JavaScript's.
import { cdfIntegral, tailIntegral } from '../src/latency/lognormalIntegrals.ts';

/** Where the cells begin, behind the coefficients. */
export const CELLS: usize = 4096;

const BYTES: usize = 8;

/** 2^-50: the rounding of one second difference, in units of its terms. */
const ROUNDING: f64 = 8.881784197001252e-16;

/** Fills the cells of lattice indices first..last, those up to the median by what lies below it. */
export function fill(
  mu: f64,
  sigma: f64,
  mean: f64,
  step: f64,
  first: i32,
  middle: i32,
  last: i32,
): void {
  let before = cdfIntegral(mu, sigma, mean, <f64>(first - 1) * step);
  let here = cdfIntegral(mu, sigma, mean, <f64>first * step);
  for (let k = first; k <= middle; k++) {
    const after = cdfIntegral(mu, sigma, mean, <f64>(k + 1) * step);
    put(k - first, before, here, after, step);
    before = here;
    here = after;
  }
  before = tailIntegral(mu, sigma, mean, <f64>middle * step);
  here = tailIntegral(mu, sigma, mean, <f64>(middle + 1) * step);
  for (let k = middle + 1; k <= last; k++) {
    const after = tailIntegral(mu, sigma, mean, <f64>(k + 1) * step);
    put(k - first, before, here, after, step);
    before = here;
    here = after;
  }
}

function put(cell: i32, before: f64, here: f64, after: f64, step: f64): void {
  const bend = after - 2 * here + before;
  const noise = ROUNDING * (after + 2 * here + before);
  store<f64>(CELLS + BYTES * <usize>cell, bend > noise ? bend / step : 0);
}
