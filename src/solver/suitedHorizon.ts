import { QUICK_MARGIN } from './quickMargin.ts';

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

/** A percentile on a horizon of 2^exponent ms: on few cells, right within {@link QUICK_MARGIN}, or on all of them. */
export interface Looks {
  rough(exponent: number): number;
  fine(exponent: number): number;
}

/**
 * The horizon that a rough look from `start` on leads to, and the percentile on all of its cells. Two
 * horizons may suit a percentile; which of them it is, and so the last digits, hangs on the
 * architecture alone. The rough look itself is spared where a fine one tells how it would end.
 *
 * @param guess where a fine look is likely to find it at once
 */
export function horizonFrom(start: number, guess: number, { rough, fine }: Looks): SuitedHorizon {
  const near = suitedHorizon(guess, fine);
  const ends = [1 - QUICK_MARGIN, 1 + QUICK_MARGIN].map(
    (factor) => suitedHorizon(start, () => near.ms * factor).exponent,
  );
  const [low = 0, high = 0] = ends;
  const exponent = low === high ? low : suitedHorizon(start, rough).exponent;
  return exponent === near.exponent ? near : suitedHorizon(exponent, fine);
}

/** The shortest horizon that a percentile of about `ms` does not fill too much. */
export function horizonFor(ms: number): number {
  return Math.ceil(Math.log2(ms / HIGHEST));
}
