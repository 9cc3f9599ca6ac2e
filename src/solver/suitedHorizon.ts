/** A percentile lies between these shares of the horizon it is read on. */
const HIGHEST = 0.9;
const LOWEST = 0.42;

const LONGEST_EXPONENT = 50;

/** The shortest horizon is 2 to this power, in ms. */
export const SHORTEST_EXPONENT = -6;

/** Below this part of a horizon, a few of its cells, a percentile is not read well enough to jump to. */
const TOLD_APART = 32;

/** A horizon of 2^exponent ms, and the percentile that was read on it. */
export interface SuitedHorizon {
  readonly exponent: number;
  readonly ms: number;
}

/**
 * The horizon of which a percentile fills enough, but not too much: at most 2.4 times the percentile.
 *
 * @param start where to start looking
 * @param percentileOn the percentile on a horizon of 2^exponent ms, Infinity beyond it; asked once for each
 */
export function suitedHorizon(
  start: number,
  percentileOn: (exponent: number) => number,
): SuitedHorizon {
  let exponent = Math.max(SHORTEST_EXPONENT, start);
  const seen = new Map<number, number>();
  const read = (): number => {
    const ms = seen.get(exponent) ?? percentileOn(exponent);
    seen.set(exponent, ms);
    return ms;
  };
  while (exponent < LONGEST_EXPONENT && !(read() <= HIGHEST * 2 ** exponent)) exponent += 1;
  while (exponent > SHORTEST_EXPONENT && read() < LOWEST * 2 ** exponent)
    exponent = shorter(exponent, read());
  return { exponent, ms: read() };
}

/** A horizon closer to a percentile that fills too little of one: at most one octave above what it asks for. */
function shorter(exponent: number, ms: number): number {
  const atLeast = Math.max(ms, 2 ** exponent / TOLD_APART);
  const asked = Math.floor(Math.log2(atLeast / LOWEST)) + 1;
  return Math.max(SHORTEST_EXPONENT, Math.min(exponent - 1, asked));
}
