import { LATENCY_TOLERANCE, type Candidate, type Corner } from '../../../solver/candidate.ts';
import type { Reach } from '../../../solver/whatIf/reach.ts';
import { type Control, stopWords } from './controls.ts';

/** Figures are compared with stops up to rounding. */
const ROUNDING = 1e-9;

/** From which stop on something fits while the other limits stay; null where no stop is loose enough. */
export function reachedStop(control: Control, reach: Reach): number | null {
  const best = reach[control.corner];
  const figure = best === undefined ? null : figureAt(control, best);
  if (figure === null) return null;
  const index = control.stops.findIndex((stop) => stop === null || keeps(control, figure, stop));
  return index < 0 ? null : index;
}

/** The figure of an architecture that a control limits; null where it is unknown. */
export function figureAt({ corner, key, percentile }: Control, best: Candidate): number | null {
  if (corner === 'accuracy') return best.accuracy.value;
  if (corner === 'tools') return best.choices.tools.length;
  if (corner !== 'cost') return best.time(corner, percentile ?? 0.95);
  if (key === 'cost.per_month') return best.cost.perMonth.launch;
  return key === 'cost.per_conversation' ? best.cost.perConversation : best.cost.perRequest;
}

function keeps({ unit }: Control, figure: number, stop: number): boolean {
  if (unit === 'ms') return figure <= stop * LATENCY_TOLERANCE;
  if (unit === 'usd') return figure <= stop * (1 + ROUNDING);
  return figure >= stop - ROUNDING;
}

/** `fits from 8.5 s on`; what is said below a slider. */
export function reachWords(control: Control, index: number | null): string {
  if (index === null) return 'moving this alone is not enough';
  const stop = control.stops[index] ?? null;
  if (stop === null) return 'fits without this limit';
  const words = stopWords(control, stop);
  return looserIsMore(control) ? `fits from ${words} on` : `fits up to ${words}`;
}

/** What a button says that moves a limit to where something fits. */
export function tryWords(control: Control, index: number): string {
  const stop = control.stops[index] ?? null;
  if (stop === null) return 'Try it: no limit';
  const words = stopWords(control, stop);
  const kept = control.unit === 'tools' ? ` ${stop === 1 ? 'tool' : 'tools'}` : '';
  return looserIsMore(control) ? `Try it: allow ${words}` : `Try it: accept ${words}${kept}`;
}

/** Whether a larger figure is the looser limit. */
export function looserIsMore({ unit }: Control): boolean {
  return unit === 'ms' || unit === 'usd';
}

/** The control of a corner that alone decides about it; null where it has several limits, or none that moves. */
export function soleControl(controls: readonly Control[], corner: Corner): Control | null {
  const own = controls.filter((control) => control.corner === corner);
  return own.length === 1 ? (own[0] ?? null) : null;
}
