import { rational } from './rational.ts';

/** 1 / sqrt(2 pi). */
const DENSITY_AT_ZERO = 0.3989422804014327;

const CENTRE_UPPER = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709,
  18154.98125334356,
];
const CENTRE_LOWER = [
  1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673,
];
const SIDE_UPPER = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785,
  597.2702763948002, 2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const SIDE_LOWER = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761,
  18615.571640885097, 34900.95272114598, 38912.00328609327, 19685.429676859992,
];
const FAR_UPPER = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807,
  0.0014216191932278934, 2.9112874951168793e-5,
];
const FAR_LOWER = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824,
  7.297515550839662e-5,
];

/**
 * Standard normal distribution function Phi(z), to about 1e-15 relative in the lower tail as well, so
 * that small tail probabilities keep their digits: take `normalCdf(-z)` rather than `1 - normalCdf(z)`.
 *
 * W. J. Cody, "Algorithm 715: SPECFUN", ACM TOMS 19 (1993), function ANORM, after
 * W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  if (size <= 0.67448975) return 0.5 + z * centre(z * z);
  const tail = size <= 5.656854249492381 ? side(size) : far(size);
  return z < 0 ? tail : 1 - tail;
}

function centre(square: number): number {
  return rational(CENTRE_UPPER, CENTRE_LOWER, square);
}

function side(size: number): number {
  return rational(SIDE_UPPER, SIDE_LOWER, size) * gauss(size);
}

function far(size: number): number {
  if (size > 38.6) return 0; // below the smallest double
  const inverse = 1 / (size * size);
  const correction = inverse * rational(FAR_UPPER, FAR_LOWER, inverse);
  return (gauss(size) * (DENSITY_AT_ZERO - correction)) / size;
}

/** exp(-x²/2) for x > 0, which is split so that the square loses no digits. */
function gauss(size: number): number {
  const coarse = Math.floor(size * 16) / 16;
  const rest = (size - coarse) * (size + coarse);
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-rest * 0.5);
}
