import type { Io } from './io.ts';
import { UsageError } from './usageError.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The day a command takes as today, as 2026-11-20: `--now`, else SOURCE_DATE_EPOCH (seconds, for
 * reproducible builds), else the clock, in UTC. The only place that reads the clock for a date.
 */
export function today(io: Io, now: string | undefined): string {
  if (now !== undefined) {
    if (DAY.test(now) && !Number.isNaN(Date.parse(now))) return now;
    throw new UsageError(`--now takes a date, not "${now}"`, 'as in --now 2026-11-20');
  }
  const epoch = io.env['SOURCE_DATE_EPOCH'];
  const time = epoch !== undefined && /^\d+$/.test(epoch) ? Number(epoch) * 1000 : Date.now();
  return new Date(time).toISOString().slice(0, 10);
}
