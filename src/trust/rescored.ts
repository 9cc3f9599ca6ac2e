import type { Choices } from '../solver/choices.ts';
import type { Problem } from '../solver/problem.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import { commonCause } from './commonCause.ts';
import { copulaPercentiles } from './factorCopula.ts';
import { ownTime, withOwnTime } from './ownTime.ts';
import { quantileInterval } from './quantileInterval.ts';
import { ascendingOf, orderedOf } from './ranked.ts';
import { Replay } from './replay.ts';
import { stepScores } from './stepScores.ts';
import type { Traced } from './traced.ts';

/** How percentiles were corrected for steps that depend on one another. */
export type RescoreMethod = 'replay' | 'copula';

/**
 * One percentile in ms with its central 90%: of a replay by its requests, of a copula as wide, as a share,
 * as that of the composed figure (how many calls its laws were measured on); null where nothing tells.
 */
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
          const { value, low, high } = quantileInterval(orderedOf(ascending), p);
          return { p, ms: value, low, high };
        });
      },
    };
  }
  const copula = copulaOf(problem, observed);
  return { method: 'copula', of: copula };
}

/** Percentiles by the cause that the traces show, with the requests' own time; their law is as measured. */
export function copulaOf(
  problem: Problem,
  observed: Traced,
): (choices: Choices, percentiles: readonly number[]) => Rescored[] {
  const cause = commonCause(stepScores(observed));
  const own = ownTime(observed);
  const composed = latencyEvaluator(problem);
  return (choices, percentiles) => {
    const whole = own === null ? { problem, choices } : withOwnTime(problem, choices, own);
    const found = copulaPercentiles(whole.problem, whole.choices, cause, percentiles);
    return percentiles.map((p, at) => {
      const ms = Math.max(0, (found[at] ?? NaN) - (own?.offset ?? 0));
      const before = composed.at(choices, 'latency', p);
      const interval = composed.interval(choices, 'latency', p);
      const moved = (end: number | null | undefined): number | null =>
        end === null || end === undefined || before === null ? null : (end / before) * ms;
      return { p, ms, low: moved(interval?.low), high: moved(interval?.high) };
    });
  };
}
