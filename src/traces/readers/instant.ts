/** A point in time that keeps every nanosecond: epoch nanoseconds do not fit a double. */
export interface Instant {
  /** Whole milliseconds since 1970. */
  readonly ms: number;
  /** Nanoseconds beyond, 0..999,999. */
  readonly ns: number;
}

const DIGITS = /^\d{1,21}$/;

/**
 * Reads epoch nanoseconds: decimal text (OTLP/JSON), or a number, which JSON.parse has already
 * rounded to about 256 ns.
 *
 * @returns null when it is neither, or negative
 * @example parseInstant('1795310854490000001') // { ms: 1795310854490, ns: 1 }
 */
export function parseInstant(value: unknown): Instant | null {
  if (typeof value === 'string') return DIGITS.test(value) ? fromDigits(value) : null;
  if (typeof value !== 'number' || !(value >= 0 && value < Infinity)) return null;
  const ms = Math.floor(value / 1e6);
  return { ms, ns: Math.max(0, value - ms * 1e6) };
}

/** Cutting the text is exact and several times faster than BigInt. */
function fromDigits(digits: string): Instant {
  return { ms: Number(digits.slice(0, -6)), ns: Number(digits.slice(-6)) };
}

/** Milliseconds from `start` to `end`, exact to the nanosecond. */
export function millisecondsBetween(start: Instant, end: Instant): number {
  return end.ms - start.ms + (end.ns - start.ns) / 1e6;
}
