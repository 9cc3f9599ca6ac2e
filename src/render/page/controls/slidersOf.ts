import { ceiling } from '../../../solver/explain/assignments.ts';
import { answer } from '../../../solver/whatIf/answer.ts';
import type { Reach } from '../../../solver/whatIf/reach.ts';
import type { WhatIf } from '../../../solver/whatIf/whatIf.ts';
import { type Control, controlsFor } from './controls.ts';
import { figureAt, looserIsMore } from './reachedStop.ts';

/**
 * The limits of an agent that can be moved, each with round stops and the one at which something just
 * fits while the others stay as they were asked: the figure that `solve` names, not the next round one.
 */
export function slidersOf(whatIf: WhatIf): Control[] {
  const { reach } = answer(whatIf, whatIf.problem.limits);
  return controlsFor(whatIf).map((control) => withReached(control, reach));
}

function withReached(control: Control, reach: Reach): Control {
  const stop = justEnough(control, reach);
  if (stop === null || control.stops.includes(stop)) return control;
  const sign = looserIsMore(control) ? 1 : -1;
  const order = (each: number | null) => (each === null ? Number.POSITIVE_INFINITY : sign * each);
  return { ...control, stops: [...control.stops, stop].sort((a, b) => order(a) - order(b)) };
}

/** Rounded away from the wish, as `--set` has it: three digits of a time or a cost, a tenth of a point. */
function justEnough(control: Control, reach: Reach): number | null {
  const best = reach[control.corner];
  const figure = best === undefined ? null : figureAt(control, best);
  if (figure === null || !(figure > 0) || control.unit === 'tools') return null;
  return control.unit === 'share'
    ? Math.floor(Number((figure * 1000).toPrecision(12))) / 1000
    : ceiling(figure);
}
