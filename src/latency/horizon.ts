import type { Lattice } from './law.ts';

/** 2^(j/4), j = 0..3. */
const QUARTER_OCTAVES = [1, 1.189207115002721, 1.4142135623730951, 1.681792830507429];

/** So many times the cells asked for is it worth to have every duration on a cell: 1 ms in half a minute. */
const MOST_FINER = 32;

/**
 * The lattice of `size` cells (a power of two) with the smallest step on the ladder 2^(j/4) ms, j any
 * whole number, that covers `horizonMs`. Thanks to the ladder a limit that moves by a little keeps its
 * lattice, so that results (and their last digits) move only with their inputs; at most 19% of the
 * cells lie beyond the horizon asked for.
 *
 * @param grainMs where given, the step divides it, if so many times the cells as `mostFiner` will do
 * @throws RangeError unless the horizon is positive and the size a power of two.
 */
export function chooseLattice(
  horizonMs: number,
  size: number,
  grainMs: number | null = null,
  mostFiner = MOST_FINER,
): Lattice {
  if (!(horizonMs > 0 && horizonMs < Infinity)) throw new RangeError(`no horizon: ${horizonMs} ms`);
  if (!(size >= 2 && Number.isInteger(Math.log2(size)))) {
    throw new RangeError(`${size} cells: not a power of two`);
  }
  let rung = Math.floor(4 * Math.log2(horizonMs / size)) - 1;
  while (stepAt(rung) * size < horizonMs) rung++;
  const lattice = { step: stepAt(rung), size };
  const aligned = grainMs === null ? null : alignedTo(grainMs, lattice, horizonMs);
  return aligned !== null && aligned.size <= mostFiner * size ? aligned : lattice;
}

/** A lattice no coarser than the one given, with as many cells as it takes, whose step divides the grain. */
function alignedTo(grainMs: number, { step, size }: Lattice, horizonMs: number): Lattice {
  const aligned = grainMs / Math.ceil(grainMs / step);
  const cells = Math.max(size, horizonMs / aligned);
  return { step: aligned, size: 2 ** Math.ceil(Math.log2(cells)), isStepwise: true };
}

function stepAt(rung: number): number {
  const octave = Math.floor(rung / 4);
  return 2 ** octave * QUARTER_OCTAVES[rung - 4 * octave]!;
}
