import type { Interval } from './interval.ts';

/** What an interval says of a limit: all of it above, all of it below, or neither. */
export type IntervalVerdict = 'met' | 'unclear' | 'missed';

export function verdictOf({ low, high }: Interval, atLeast: number): IntervalVerdict {
  if (low >= atLeast) return 'met';
  return high < atLeast ? 'missed' : 'unclear';
}

/**
 * How many more items would settle an unclear verdict if the share stayed as it is: an interval's
 * distance to its estimate shrinks with the square root of the items.
 *
 * @returns 0 where the verdict is clear already; null where the estimate lies on the limit itself, so
 *   that no number of items would do
 */
export function itemsToSettle(
  measured: Interval & { readonly value: number; readonly items: number },
  atLeast: number,
): number | null {
  if (verdictOf(measured, atLeast) !== 'unclear') return 0;
  const gap = Math.abs(measured.value - atLeast);
  if (gap < LEAST_GAP) return null;
  const half =
    measured.value >= atLeast ? measured.value - measured.low : measured.high - measured.value;
  return Math.max(1, Math.ceil(measured.items * ((half / gap) ** 2 - 1)));
}

/** Estimates nearer to a limit than a hundredth of a point would take millions of items. */
const LEAST_GAP = 0.0001;
