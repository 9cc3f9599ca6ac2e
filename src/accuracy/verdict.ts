import type { Interval } from './interval.ts';

/** What an interval says of a limit: all of it above, all of it below, or neither. */
export type IntervalVerdict = 'met' | 'unclear' | 'missed';

export function verdictOf({ low, high }: Interval, atLeast: number): IntervalVerdict {
  if (low >= atLeast) return 'met';
  return high < atLeast ? 'missed' : 'unclear';
}
