import type { Lattice } from './law.ts';

/** 2^(j/4), j = 0..3. */
const QUARTER_OCTAVES = [1, 1.189207115002721, 1.4142135623730951, 1.681792830507429];

/**
 * The lattice of `size` cells (a power of two) with the smallest step on the ladder 2^(j/4) ms, j any
 * whole number, that covers `horizonMs`. Thanks to the ladder a limit that moves by a little keeps its
 * lattice, so that results (and their last digits) move only with their inputs; at most 19% of the
 * cells lie beyond the horizon asked for.
 * @throws RangeError unless the horizon is positive and the size a power of two.
 */
export function chooseLattice(horizonMs: number, size: number): Lattice {
  if (!(horizonMs > 0 && horizonMs < Infinity)) throw new RangeError(`no horizon: ${horizonMs} ms`);
  if (!(size >= 2 && Number.isInteger(Math.log2(size)))) {
    throw new RangeError(`${size} cells: not a power of two`);
  }
  let rung = Math.floor(4 * Math.log2(horizonMs / size)) - 1;
  while (stepAt(rung) * size < horizonMs) rung++;
  return { step: stepAt(rung), size };
}

function stepAt(rung: number): number {
  const octave = Math.floor(rung / 4);
  return 2 ** octave * QUARTER_OCTAVES[rung - 4 * octave]!;
}
