import { Z90 } from './interval.ts';
import { logOdds } from './logOdds.ts';

/** A change of accuracy in points, as stated in a table: fractions, so that +3pt is 0.03. */
export interface Points {
  readonly mid: number;
  readonly low: number;
  readonly high: number;
  /** `value`: a single figure without an interval; `interval`: low and high are a central 90% interval. */
  readonly stated: 'value' | 'interval';
}

/** A change of accuracy in log odds, on one task. */
export interface Shift {
  readonly mid: number;
  /** Standard deviation, in log odds. */
  readonly sd: number;
}

/**
 * Relative standard deviation of a stated effect that comes without an interval. Simulated agents whose
 * stated steps are off by a log-normal error of this size are what the prediction interval was tuned on.
 */
const UNSTATED_RELATIVE_SD = 0.5;

/** What a table states of a choice, against the baseline's accuracy `base` (0..1 exclusive). */
export type Direction = 'add' | 'remove';

/**
 * Turns points into log odds against a baseline: adding d is logit(b+d) - logit(b),
 * removing it logit(b-d) - logit(b). Returns null when b+d or b-d leaves 0..1.
 */
export function shiftOf(points: Points, base: number, direction: Direction): Shift | null {
  const sign = direction === 'add' ? 1 : -1;
  const reached = base + sign * points.mid;
  if (reached <= 0 || reached >= 1) return null;
  const mid = logOdds(reached) - logOdds(base);
  return { mid, sd: spread(points, base, sign, mid) };
}

function spread(points: Points, base: number, sign: number, mid: number): number {
  if (points.stated === 'value') return Math.abs(mid) * UNSTATED_RELATIVE_SD;
  const a = logOdds(insideUnit(base + sign * points.low));
  const b = logOdds(insideUnit(base + sign * points.high));
  return Math.abs(b - a) / (2 * Z90);
}

/** An interval may touch 0 or 100% where its middle does not; its end then counts as almost there. */
function insideUnit(share: number): number {
  return Math.min(0.999, Math.max(0.001, share));
}
