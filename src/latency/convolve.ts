import FFT from 'fft.js';
import { sharedConvolver } from './convolver.ts';

interface Plan {
  readonly fft: FFT;
  readonly time: Float64Array;
  readonly spectrum: Float64Array;
}

const plans = new Map<number, Plan>();

/** Nanoseconds per multiplication in the direct sum, and per size * log2(size) of two transforms. */
const DIRECT_COST = 0.5;
const FFT_COST = 2.6;

/**
 * First `length` cells of the convolution of two non-empty arrays, `short` being no longer than
 * `long`; by whichever of the two ways below is cheaper. They agree to 1e-15 for probabilities.
 */
export function convolve(short: Float64Array, long: Float64Array, length: number): Float64Array {
  const size = transformSize(short, long, length);
  const direct = DIRECT_COST * short.length * Math.min(long.length, length);
  const isShort = direct <= FFT_COST * size * Math.log2(size);
  const convolver = sharedConvolver();
  if (convolver === null || !convolver.fits(long.length, length))
    return isShort ? convolveDirect(short, long, length) : convolveFft(short, long, length);
  return isShort
    ? convolver.direct(short, long, length)
    : convolver.transformed(short, long, length, size);
}

/** The sum as written, four rows of the short operand at a time. */
export function convolveDirect(
  short: Float64Array,
  long: Float64Array,
  length: number,
): Float64Array {
  const out = new Float64Array(length);
  const rows = Math.min(short.length, length);
  for (let i = 0; i < rows; i += 4) addFourRows(out, short, i, long);
  return out;
}

/** Row r of the four is shifted by r cells, hence the three cells past the end of `long`. */
function addFourRows(out: Float64Array, short: Float64Array, at: number, long: Float64Array): void {
  const row0 = short[at]!;
  const row1 = short[at + 1] ?? 0;
  const row2 = short[at + 2] ?? 0;
  const row3 = short[at + 3] ?? 0;
  const end = Math.min(long.length, out.length - at);
  const past = Math.min(long.length + 3, out.length - at);
  let back3 = 0;
  let back2 = 0;
  let back1 = 0;
  for (let j = 0; j < end; j++) {
    const here = long[j]!;
    out[at + j]! += row0 * here + row1 * back1 + row2 * back2 + row3 * back3;
    back3 = back2;
    back2 = back1;
    back1 = here;
  }
  for (let j = end; j < past; j++) {
    out[at + j]! += row1 * back1 + row2 * back2 + row3 * back3;
    back3 = back2;
    back2 = back1;
    back1 = 0;
  }
}

/**
 * By one complex transform each way: with z = a + ib, the imaginary part of z * z is 2 (a * b).
 * Rounding leaves noise of about 1e-17, of either sign, where the sum should be 0.
 */
export function convolveFft(short: Float64Array, long: Float64Array, length: number): Float64Array {
  const { fft, time, spectrum } = planOf(transformSize(short, long, length));
  load(time, short, long, length);
  fft.transform(spectrum, time);
  square(spectrum);
  fft.inverseTransform(time, spectrum);
  const out = new Float64Array(length);
  const known = Math.min(length, fft.size);
  for (let i = 0; i < known; i++) out[i] = time[2 * i + 1]! / 2;
  return out;
}

/** Cells past `length` of an operand cannot matter; the rest must not wrap around. */
function transformSize(short: Float64Array, long: Float64Array, length: number): number {
  const needed = Math.min(short.length, length) + Math.min(long.length, length) - 1;
  return 2 ** Math.max(1, Math.ceil(Math.log2(needed)));
}

function planOf(size: number): Plan {
  const known = plans.get(size);
  if (known !== undefined) return known;
  const fft = new FFT(size);
  const plan = { fft, time: new Float64Array(2 * size), spectrum: new Float64Array(2 * size) };
  plans.set(size, plan);
  return plan;
}

function load(time: Float64Array, real: Float64Array, imaginary: Float64Array, length: number) {
  time.fill(0);
  const reals = Math.min(real.length, length);
  for (let i = 0; i < reals; i++) time[2 * i] = real[i]!;
  const imaginaries = Math.min(imaginary.length, length);
  for (let i = 0; i < imaginaries; i++) time[2 * i + 1] = imaginary[i]!;
}

function square(spectrum: Float64Array): void {
  for (let i = 0; i < spectrum.length; i += 2) {
    const x = spectrum[i]!;
    const y = spectrum[i + 1]!;
    spectrum[i] = x * x - y * y;
    spectrum[i + 1] = 2 * x * y;
  }
}
