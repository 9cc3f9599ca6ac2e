/** Months of the first year, launch being the first. */
export const MONTHS = 12;

/**
 * Counts a month for a year: the same factor every month from `launch` to `month12`.
 *
 * @example geometric(500, 8000)[1] // 643.4: 28.7% more each month
 */
export function geometric(launch: number, month12: number): number[] {
  const factor = launch > 0 ? (month12 / launch) ** (1 / (MONTHS - 1)) : 0;
  return Array.from({ length: MONTHS }, (_, month) => launch * factor ** month);
}

/** Counts a month for a year: the same number more every month. */
export function linear(launch: number, month12: number): number[] {
  const step = (month12 - launch) / (MONTHS - 1);
  return Array.from({ length: MONTHS }, (_, month) => launch + step * month);
}
