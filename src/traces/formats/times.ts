import { bigDigits } from '../bigNumbers.ts';

/** Times of other formats as OTLP writes them: decimal text of nanoseconds since 1970. */

/** Far beyond any span, and far below where milliseconds in nanoseconds leave the safe integers. */
const LONGEST_MS = 1e9;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9})\d*)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a date and time with up to nine decimals; without a zone it is UTC.
 *
 * @example nanosOfIso('2026-11-22 00:50:20.064') // '1795308620064000000'
 */
export function nanosOfIso(value: unknown): string | null {
  const match = typeof value === 'string' ? ISO.exec(value.trim()) : null;
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const ms =
    Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    ) - offsetMs(zone);
  return Number.isNaN(ms) || ms < 0 ? null : `${ms / 1000}${fraction.padEnd(9, '0')}`;
}

function offsetMs(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

/** Nanoseconds of a time in units of `ns` nanoseconds, as microseconds or milliseconds since 1970. */
export function nanosOfNumber(value: unknown, ns: 1000 | 1_000_000 | 1_000_000_000): string | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !(number > 0 && number < Infinity)) return null;
  const whole = Math.floor(number);
  // Fractions of the unit are kept to the nanosecond.
  const rest = Math.round((number - whole) * ns);
  return String(BigInt(whole) * BigInt(ns) + BigInt(rest));
}

/** A date text, or a number that is told from its size: seconds, ms, µs or ns since 1970. */
export function nanosOfAny(value: unknown): string | null {
  const iso = nanosOfIso(value) ?? (typeof value === 'string' ? bigDigits(value) : null);
  if (iso !== null) return iso;
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !(number > 0 && number < 1e21)) return null;
  if (number < 1e11) return nanosOfNumber(number, 1_000_000_000);
  if (number < 1e14) return nanosOfNumber(number, 1_000_000);
  if (number < 1e17) return nanosOfNumber(number, 1000);
  return typeof value === 'string' && /^\d+$/.test(value)
    ? value
    : String(BigInt(Math.trunc(number)));
}

/** A moment so many milliseconds after another one; null when that is no number. */
export function nanosAfter(nanos: string, ms: number): string | null {
  if (!(Math.abs(ms) < LONGEST_MS)) return null;
  return String(BigInt(nanos) + BigInt(Math.round(ms * 1e6)));
}

/** Seconds from one moment to another; null when either is unknown. */
export function secondsBetween(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Number(BigInt(to) - BigInt(from)) / 1e9;
}
