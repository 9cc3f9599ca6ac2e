import { UsageError } from './usageError.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/**
 * A day, or a date and time, in ms since 1970; without a zone it is UTC.
 *
 * @param end the whole day belongs to the period: its end is meant
 * @throws UsageError when the text is neither
 */
export function momentOf(text: string, flag: string, { end }: { readonly end: boolean }): number {
  const isDay = DAY.test(text);
  const zoned = isDay || /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`;
  const ms = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(zoned) : NaN;
  if (Number.isNaN(ms))
    throw new UsageError(
      `${flag} ${text}: not a date`,
      'write a day, 2026-07-01, or a time, 2026-07-01T08:00Z',
    );
  return isDay && end ? ms + DAY_MS : ms;
}
