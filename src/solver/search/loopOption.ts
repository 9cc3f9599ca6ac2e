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

/** Everything from the redone step to the verifier, closed by the verifier's verdicts (docs/rules.md). */
export function loopOption(body: Option, verifier: Verifier): Option {
  const { option, once, chance, onReject } = verifier;
  const tail = verdicts(once, body.again, chance, onReject.chance, onReject.times);
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
    again: isSteady ? times : timesInSeries(body.again, tail),
  };
}

/** Every verdict may reject with the same chance, and has everything run again, up to `times`. */
function verdicts(once: Times, redo: Times, runs: number, rejects: number, times: number): Times {
  if (times === 0) return timesWithChance(once, runs);
  const next = timesInSeries(redo, verdicts(once, redo, runs, rejects, times - 1));
  return timesWithChance(timesInSeries(once, timesWithChance(next, rejects)), runs);
}
