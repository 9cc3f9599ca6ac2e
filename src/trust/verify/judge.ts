import { normalCdf } from '../../latency/normalCdf.ts';
import { Z90 } from '../../accuracy/interval.ts';
import type { Check, Metric } from './check.ts';
import { MARGINS } from './margins.ts';

/** A figure from samples, in the unit of what was promised. */
export interface Estimate {
  readonly measured: number;
  /** Central 90%; null where so few samples reach no end. */
  readonly low: number | null;
  readonly high: number | null;
  /** The end towards better of the interval that fails: beyond it lies chance. */
  readonly surely: number | null;
  readonly n: number;
  /** Samples from which on the interval has both ends; left out where it always has. */
  readonly bothEndsFrom?: number;
}

/** With fewer samples nothing passes and nothing fails. */
export const LEAST_SAMPLES = 20;

/** What a check is about. */
export type Subject = Pick<Check, 'metric' | 'of' | 'signed'> & { readonly promised: number };

/**
 * The verdict on one figure. Worse: beyond chance (its better end is worse than promised) and beyond
 * what matters. Kept: its worse end is within what is tolerated. Else there is not enough data.
 */
export function judge(subject: Subject, estimate: Estimate, lowerBound = false): Check {
  const { metric, promised } = subject;
  const { measured, low, high, n } = estimate;
  const off = (value: number | null): number | null =>
    value === null ? null : worseBy(metric, promised, value);
  const margin = MARGINS[metric];
  const farther = isHigherWorse(metric) ? off(high) : off(low);
  const nearer = isHigherWorse(metric) ? off(low) : off(high);
  const surely = off(estimate.surely);
  const by = off(measured) ?? 0;
  const enough = n >= LEAST_SAMPLES;
  const worse = enough && surely !== null && surely > 0 && by > margin.matters;
  // What was cut off took longer: such a percentile can fail, but not pass.
  const kept = enough && !worse && !lowerBound && farther !== null && farther <= margin.tolerated;
  const spread = spreadOf(off(low), off(high));
  return {
    ...subject,
    measured,
    low,
    high,
    n,
    status: worse ? 'worse' : kept ? 'kept' : 'not-enough-data',
    needed: worse || kept || lowerBound ? null : neededFor(by, spread, estimate, metric),
    power: enough ? powerOf(by, surely, nearer, metric) : null,
    lowerBound,
    reason: null,
  };
}

/** Nothing can be said, and why. */
export function unknownCheck(
  subject: Omit<Subject, 'promised'> & { promised: number | null },
  n: number,
  reason: string,
): Check {
  return {
    ...subject,
    measured: null,
    low: null,
    high: null,
    n,
    status: 'unknown',
    needed: null,
    power: null,
    lowerBound: false,
    reason,
  };
}

function isHigherWorse(metric: Metric): boolean {
  return metric !== 'accuracy';
}

/** How much worse than promised, in the kind of the margin; negative where better. */
function worseBy(metric: Metric, promised: number, value: number): number {
  const difference = isHigherWorse(metric) ? value - promised : promised - value;
  return MARGINS[metric].kind === 'absolute' ? difference : difference / promised;
}

/** Standard deviation of the estimate, from its interval. */
function spreadOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.abs(b - a) / (2 * Z90);
}

/**
 * Chance that a figure worse by what is tolerated fails, if it scatters as this one does: it has to
 * pass both hurdles. Of the interval the better end counts, since falling short of one is that way.
 */
function powerOf(
  by: number,
  surely: number | null,
  nearer: number | null,
  metric: Metric,
): number | null {
  if (surely === null || nearer === null) return null;
  const { matters, tolerated } = MARGINS[metric];
  const spread = (by - nearer) / Z90;
  const hurdle = Math.max(matters, by - surely);
  return spread <= 0 ? Number(tolerated > hurdle) : normalCdf((tolerated - hurdle) / spread);
}

/** Samples with which the estimate, if it stays, would be kept or worse; the spread falls with their root. */
function neededFor(
  by: number,
  spread: number | null,
  { n, bothEndsFrom = 0 }: Estimate,
  metric: Metric,
): number | null {
  const { matters, tolerated } = MARGINS[metric];
  if (spread === null) {
    const least = Math.max(LEAST_SAMPLES, bothEndsFrom);
    return least > n ? least : null;
  }
  const distance = Math.max(tolerated - by, by > matters ? by : 0);
  if (distance <= 0) return null;
  const needed = Math.ceil(n * ((Z90 * spread) / distance) ** 2 * SPARE);
  return Math.max(needed, n + 1, LEAST_SAMPLES);
}

/** So that chance does not leave it undecided once more. */
const SPARE = 1.2;
