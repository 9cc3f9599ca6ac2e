import type { LatencyInput } from './latencyInput.ts';

/** Durations are told apart to a microsecond. */
const PER_MS = 1000;

/** As far as a duration may be from a whole number of microseconds, by rounding. */
const ROUNDING = 1e-6;

/**
 * The longest time in ms of which every duration of laws without spread is a whole multiple. On a
 * lattice whose step divides it nothing falls between two cells, so that sums, maxima and mixtures
 * of such laws are exact. Null where a law has a spread, or nothing takes any time.
 *
 * @example grainOf([{ kind: 'point', ms: 1200 }, { kind: 'point', ms: 500 }]) // 100
 */
export function grainOf(inputs: Iterable<LatencyInput>): number | null {
  let grain = 0;
  for (const input of inputs) {
    const own = grainIn(input);
    if (own === null) return null;
    grain = commonDivisor(grain, own);
  }
  return grain === 0 ? null : grain / PER_MS;
}

/** In microseconds; 0 for no time at all, null for a law with a spread. */
function grainIn(input: LatencyInput): number | null {
  if (input.kind === 'point') {
    const whole = Math.round(input.ms * PER_MS);
    return Math.abs(input.ms * PER_MS - whole) <= ROUNDING ? whole : null;
  }
  if (input.kind !== 'mixture') return null;
  let grain = 0;
  for (const { law } of input.parts) {
    const own = grainIn(law);
    if (own === null) return null;
    grain = commonDivisor(grain, own);
  }
  return grain;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
