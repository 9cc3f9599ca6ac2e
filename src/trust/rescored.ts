import type { Choices } from '../solver/choices.ts';
import type { Problem } from '../solver/problem.ts';
import { copulaPercentiles } from './factorCopula.ts';
import { loadings } from './loadings.ts';
import { quantileInterval } from './quantileInterval.ts';
import { ascendingOf } from './ranked.ts';
import { Replay } from './replay.ts';
import type { Traced } from './traced.ts';

/** How percentiles were corrected for steps that depend on one another. */
export type RescoreMethod = 'replay' | 'copula';

/** One percentile in ms; a copula has no interval of its own. */
export interface Rescored {
  readonly p: number;
  readonly ms: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Replay is unbiased, but 2-4% noisy with 300 requests; from here on within about 1% (solver-maths 4). */
export const ENOUGH_TO_REPLAY = 1000;

/**
 * Percentiles of an architecture as the traces have it: by replaying them where there are enough, by
 * a one-factor copula fitted to them where there are not.
 */
export function rescorer(
  problem: Problem,
  observed: Traced,
  seed: number,
): {
  readonly method: RescoreMethod;
  readonly of: (choices: Choices, percentiles: readonly number[]) => Rescored[];
} {
  if (observed.requests.length >= ENOUGH_TO_REPLAY) {
    const replay = new Replay(problem, observed, seed);
    return {
      method: 'replay',
      of: (choices, percentiles) => {
        const ascending = ascendingOf(replay.times(choices));
        return percentiles.map((p) => {
          const { value, low, high } = quantileInterval(ascending, p);
          return { p, ms: value, low, high };
        });
      },
    };
  }
  const weights = loadings(observed);
  return {
    method: 'copula',
    of: (choices, percentiles) =>
      copulaPercentiles(problem, choices, weights, percentiles).map((ms, at) => ({
        p: percentiles[at] ?? 0.5,
        ms,
        low: null,
        high: null,
      })),
  };
}
