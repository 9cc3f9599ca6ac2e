const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FEBRUARY = 2;

/**
 * Whether a text is a day of the (Gregorian) calendar, written as people and files write it here.
 *
 * @example isCalendarDay('2026-02-30') // false
 */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const length = (MONTHS[month - 1] ?? 0) + (month === FEBRUARY && isLeap(year) ? 1 : 0);
  return day >= 1 && day <= length;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
