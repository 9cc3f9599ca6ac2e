/** A point in time that keeps every nanosecond: epoch nanoseconds do not fit a double. */
export interface Instant {
  /** Whole milliseconds since 1970. */
  readonly ms: number;
  /** Nanoseconds beyond, 0..999,999. */
  readonly ns: number;
}

/** Beyond 21 digits lies the year 30,000. */
const MOST_DIGITS = 21;

const ZERO = 0x30;

/**
 * Reads epoch nanoseconds: decimal text (OTLP/JSON), or a number, which JSON.parse has already
 * rounded to about 256 ns.
 *
 * @returns null when it is neither, or negative
 * @example parseInstant('1795310854490000001') // { ms: 1795310854490, ns: 1 }
 */
export function parseInstant(value: unknown): Instant | null {
  if (typeof value === 'string') return fromDigits(value);
  if (typeof value !== 'number' || !(value >= 0 && value < Infinity)) return null;
  const ms = Math.floor(value / 1e6);
  return { ms, ns: Math.max(0, value - ms * 1e6) };
}

/** Cutting the text is exact; parts of nine digits at most add up as small integers. */
function fromDigits(text: string): Instant | null {
  const { length } = text;
  if (length === 0 || length > MOST_DIGITS) return null;
  const high = digits(text, 0, length - 12);
  const low = digits(text, length - 12, length - 6);
  const ns = digits(text, length - 6, length);
  return high < 0 || low < 0 || ns < 0 ? null : { ms: high * 1e6 + low, ns };
}

/** The decimal number in a part of the text, 0 before its start; -1 where there is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = Math.max(0, from); at < to; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Milliseconds from `start` to `end`, exact to the nanosecond. */
export function millisecondsBetween(start: Instant, end: Instant): number {
  return end.ms - start.ms + (end.ns - start.ns) / 1e6;
}
