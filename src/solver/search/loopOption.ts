import type { OnReject } from '../problem.ts';
import { type Option, together } from './option.ts';
import { type Times, timesInSeries, timesWithChance } from './times.ts';

/** A verifier that is on, as it closes a loop. */
export interface Verifier {
  /** What it costs and does to accuracy. */
  readonly option: Option;
  /** All calls of one verdict, in requests that come to one. */
  readonly once: Times;
  readonly chance: number;
  readonly onReject: OnReject;
}

/**
 * Everything from the redone step to the verifier, closed by the verifier's verdicts (docs/rules.md).
 *
 * @param bodies ways to run what the verifier judges
 * @param redone what it takes to run all of it again matters, too
 */
export function loopOptions(
  bodies: readonly Option[],
  verifier: Verifier,
  redone: boolean,
): Option[] {
  const { once, chance, onReject } = verifier;
  // From the first verdict on, only what a body takes when it is run again matters.
  const tails = new Map<Times, Times>();
  return bodies.map((body) => {
    const tail =
      tails.get(body.again) ?? verdicts(once, body.again, chance, onReject.chance, onReject.times);
    tails.set(body.again, tail);
    return loopOption(body, verifier, tail, redone);
  });
}

function loopOption(
  body: Option,
  { option, chance, onReject }: Verifier,
  tail: Times,
  redone: boolean,
): Option {
  const rejected = chance * onReject.chance;
  let costOfTail = option.cost;
  let round = rejected;
  for (let count = 0; count < onReject.times && round > 0; count++) {
    costOfTail += round * (body.costAgain + option.cost);
    round *= rejected;
  }
  const times = timesInSeries(body, tail);
  const isSteady = body.again.law === body.law && body.again.signs === body.signs;
  return {
    ...together(body, option),
    cost: body.cost + costOfTail,
    costAgain: body.costAgain + costOfTail,
    law: times.law,
    signs: times.signs,
    again: isSteady || !redone ? times : timesInSeries(body.again, tail),
  };
}

/** Every verdict may reject with the same chance, and has everything run again, up to `times`. */
function verdicts(once: Times, redo: Times, runs: number, rejects: number, times: number): Times {
  if (times === 0) return timesWithChance(once, runs);
  const next = timesInSeries(redo, verdicts(once, redo, runs, rejects, times - 1));
  return timesWithChance(timesInSeries(once, timesWithChance(next, rejects)), runs);
}
