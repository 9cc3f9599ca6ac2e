import { isCalendarDay } from '../units/calendarDay.ts';
import type { Io } from './io.ts';
import { UsageError } from './usageError.ts';

/**
 * The day a command takes as today, as 2026-11-20: `--now`, else SOURCE_DATE_EPOCH (seconds, for
 * reproducible builds), else the clock, in UTC. The only place that reads the clock for a date.
 *
 * @throws UsageError for what is no day; a build that means to be reproducible is not left to the clock
 */
export function today(io: Io, now: string | undefined): string {
  if (now !== undefined) {
    if (isCalendarDay(now)) return now;
    throw new UsageError(`--now takes a date, not "${now}"`, 'as in --now 2026-11-20');
  }
  const epoch = io.env['SOURCE_DATE_EPOCH'] ?? '';
  return new Date(epoch === '' ? Date.now() : milliseconds(epoch)).toISOString().slice(0, 10);
}

/** The last second of the year 9999: later days have another form. */
const LAST_SECOND = 253_402_300_799;

function milliseconds(epoch: string): number {
  if (/^\d+$/u.test(epoch) && Number(epoch) <= LAST_SECOND) return Number(epoch) * 1000;
  throw new UsageError(
    `SOURCE_DATE_EPOCH is a number of seconds since 1970, not "${epoch}"`,
    'unset it, or give the day: --now 2026-11-20',
  );
}
