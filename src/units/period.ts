import { nearest } from './nearest.ts';

/** A period that a rate or a price may be stated for. */
export type Period = 'hour' | 'day' | 'week' | 'month' | 'year';

/** Days in the month that every rate is converted to: 365.25 / 12. */
export const DAYS_PER_MONTH = 30.4375;

/** How many of a period make one month of 30.4375 days. */
export const PERIODS_PER_MONTH: Readonly<Record<Period, number>> = {
  hour: DAYS_PER_MONTH * 24,
  day: DAYS_PER_MONTH,
  week: DAYS_PER_MONTH / 7,
  month: 1,
  year: 1 / 12,
};

const SHORT = new Map<string, Period>([
  ['h', 'hour'],
  ['hr', 'hour'],
  ['hourly', 'hour'],
  ['d', 'day'],
  ['daily', 'day'],
  ['w', 'week'],
  ['wk', 'week'],
  ['m', 'month'],
  ['mo', 'month'],
  ['mth', 'month'],
  ['y', 'year'],
  ['yr', 'year'],
]);

/**
 * Whether a word is a period exactly as files spell it.
 *
 * @example isPeriod('month') // true
 */
export function isPeriod(word: string): word is Period {
  return Object.hasOwn(PERIODS_PER_MONTH, word);
}

/**
 * The period that a misspelt or abbreviated word stands for, or null.
 *
 * @example guessPeriod('mo') // 'month'
 */
export function guessPeriod(word: string): Period | null {
  const lower = word.toLowerCase();
  const near = SHORT.get(lower) ?? nearest(lower, Object.keys(PERIODS_PER_MONTH)) ?? '';
  return isPeriod(near) ? near : null;
}
