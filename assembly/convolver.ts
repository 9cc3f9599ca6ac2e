// Convolution of two rows of numbers: by the sum as written, or by transforms; and a sum that reads one
// number off it. The operands lie in memory, and so does what comes out (src/latency/convolver.ts says where).

/** Numbers of an operand, and of what comes out, at most. */
const MOST: usize = 32_768;

const BYTES: usize = 8;

/** Before and behind the long operand lie zeros, which rows that are shifted read. */
const PADDING: usize = 32;

export const SHORT: usize = 1024;
export const LONG: usize = SHORT + BYTES * MOST + PADDING;
export const OUT: usize = LONG + BYTES * MOST + PADDING;

/** e^(-i pi k / m) at index m + k, for m = 1, 2, 4, … and k < m: two numbers each. */
export const TWIDDLES: usize = OUT + BYTES * MOST + PADDING;

/** A complex number for each cell of the transform. */
const WORK: usize = TWIDDLES + 2 * BYTES * 2 * MOST;

/** The first `length` cells of the sum as written, four rows of the short operand at a time. */
export function convolveDirect(rows: i32, cells: i32, length: i32): void {
  memory.fill(OUT, 0, BYTES * (<usize>length + 1));
  memory.fill(LONG - PADDING, 0, PADDING);
  memory.fill(LONG + BYTES * <usize>cells, 0, PADDING);
  memory.fill(SHORT + BYTES * <usize>rows, 0, PADDING);
  const most = min(rows, length);
  for (let row = 0; row < most; row += 4) addFourRows(row, min(cells + 3, length - row));
}

function addFourRows(row: i32, end: i32): void {
  const at = SHORT + BYTES * <usize>row;
  const row0 = v128.load64_splat(at);
  const row1 = v128.load64_splat(at + 8);
  const row2 = v128.load64_splat(at + 16);
  const row3 = v128.load64_splat(at + 24);
  let out = OUT + BYTES * <usize>row;
  let here = LONG;
  for (let cell = 0; cell < end; cell += 2) {
    let sum = f64x2.mul(row0, v128.load(here));
    sum = f64x2.add(sum, f64x2.mul(row1, v128.load(here - 8)));
    sum = f64x2.add(sum, f64x2.mul(row2, v128.load(here - 16)));
    sum = f64x2.add(sum, f64x2.mul(row3, v128.load(here - 24)));
    v128.store(out, f64x2.add(v128.load(out), sum));
    out += 16;
    here += 16;
  }
}

/**
 * The same by one transform each way: with z = a + ib, the imaginary part of z * z is 2 (a * b).
 * @param size of the transform, a power of two that the whole convolution, or what counts of it, fits in
 */
export function convolveFft(rows: i32, cells: i32, length: i32, size: i32): void {
  loadOperands(min(rows, length), min(cells, length), size);
  // Forth from the order of cells to reversed bits, and back from there: nothing has to be put in order.
  for (let half = size >> 1; half > 0; half >>= 1) forth(half, size);
  square(size);
  for (let half = 1; half < size; half <<= 1) back(half, size);
  const scale = 0.5 / <f64>size;
  const known = min(length, size);
  for (let cell = 0; cell < known; cell++)
    store<f64>(OUT + 8 * <usize>cell, scale * load<f64>(WORK + 16 * <usize>cell + 8));
  if (known < length) memory.fill(OUT + 8 * <usize>known, 0, 8 * <usize>(length - known));
}

function loadOperands(rows: i32, cells: i32, size: i32): void {
  memory.fill(WORK, 0, 16 * <usize>size);
  for (let row = 0; row < rows; row++)
    store<f64>(WORK + 16 * <usize>row, load<f64>(SHORT + 8 * <usize>row));
  for (let cell = 0; cell < cells; cell++)
    store<f64>(WORK + 16 * <usize>cell + 8, load<f64>(LONG + 8 * <usize>cell));
}

/** One step of the transform, decimated in frequency: (x, y) to (x + y, (x - y) w). */
function forth(half: i32, size: i32): void {
  const gap: usize = 16 * <usize>half;
  const end = WORK + 16 * <usize>size;
  const twiddles = TWIDDLES + gap;
  for (let block = WORK; block < end; block += 2 * gap) {
    for (let k: usize = 0; k < gap; k += 16) {
      const x = v128.load(block + k);
      const y = v128.load(block + k + gap);
      v128.store(block + k, f64x2.add(x, y));
      v128.store(block + k + gap, times(f64x2.sub(x, y), v128.load(twiddles + k)));
    }
  }
}

/** Undoes it, but for a factor of 2: (x, y) to (x + y w̄, x - y w̄). */
function back(half: i32, size: i32): void {
  const gap: usize = 16 * <usize>half;
  const end = WORK + 16 * <usize>size;
  const twiddles = TWIDDLES + gap;
  const conjugate = f64x2(1, -1);
  for (let block = WORK; block < end; block += 2 * gap) {
    for (let k: usize = 0; k < gap; k += 16) {
      const x = v128.load(block + k);
      const y = times(v128.load(block + k + gap), f64x2.mul(conjugate, v128.load(twiddles + k)));
      v128.store(block + k, f64x2.add(x, y));
      v128.store(block + k + gap, f64x2.sub(x, y));
    }
  }
}

function square(size: i32): void {
  const end = WORK + 16 * <usize>size;
  for (let at = WORK; at < end; at += 16) {
    const z = v128.load(at);
    v128.store(at, times(z, z));
  }
}

/** The product of two complex numbers. */
function times(a: v128, b: v128): v128 {
  const real = v128.shuffle<f64>(b, b, 0, 0);
  const imaginary = v128.shuffle<f64>(b, b, 1, 1);
  const turned = f64x2.mul(f64x2(-1, 1), v128.shuffle<f64>(a, a, 1, 0));
  return f64x2.add(f64x2.mul(a, real), f64x2.mul(turned, imaginary));
}

/**
 * Adds to `value`, for each row of the short operand from..to, its product with the long operand at k - row
 * and a part of a cell beyond: src/latency/joinCdf.ts, to the last bit.
 */
export function addJoined(value: f64, from: i32, to: i32, k: i32, part: f64): f64 {
  let mass = SHORT + BYTES * <usize>from;
  let at = LONG + BYTES * <usize>(k - from);
  for (let row = from; row <= to; row++) {
    const below = load<f64>(at);
    value += load<f64>(mass) * (below + (load<f64>(at + BYTES) - below) * part);
    mass += BYTES;
    at -= BYTES;
  }
  return value;
}
