import type { SpanId } from '../span.ts';

const NO_DIGIT = -1;

/** The value of each character that is a hex digit, in either case. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? NO_DIGIT : digit;
});

/** A span id of 16 hex digits; null when it is malformed. All zeros are read as such. */
export function spanIdOf(text: string): SpanId | null {
  if (text.length !== 16) return null;
  let isHex = true;
  let high = 0;
  let low = 0;
  for (let at = 0; at < 8; at += 1) {
    const upper = digitOf(text.charCodeAt(at));
    const lower = digitOf(text.charCodeAt(at + 8));
    if (upper === NO_DIGIT || lower === NO_DIGIT) isHex = false;
    high = (high << 4) | upper;
    low = (low << 4) | lower;
  }
  return isHex ? { high, low } : null;
}

function digitOf(code: number): number {
  return code < 128 ? (DIGITS[code] ?? NO_DIGIT) : NO_DIGIT;
}

export function isZero({ high, low }: SpanId): boolean {
  return high === 0 && low === 0;
}
