/**
 * Whether a text is a day of the calendar, written as people and files write it here.
 *
 * @example isCalendarDay('2026-02-30') // false
 */
export function isCalendarDay(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
