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

/** Cutting the text is exact; doing it digit by digit is many times faster than BigInt. */
function fromDigits(text: string): Instant | null {
  if (text.length === 0 || text.length > MOST_DIGITS) return null;
  const cut = Math.max(0, text.length - 6);
  const ms = digits(text, 0, cut);
  const ns = digits(text, cut, text.length);
  return ms < 0 || ns < 0 ? null : { ms, ns };
}

/** The decimal number in a part of the text, or -1 when there is anything else than digits. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
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
