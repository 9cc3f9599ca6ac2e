// Values of the members of a span.
import { byteAt, digitsEnd, isDigit } from './json';

/** These fit 64 bits. */
const MOST_TIME_DIGITS: usize = 19;

let number: i32 = 0;
let ms: f64 = 0;
let ns: f64 = 0;

/** A whole number without sign, below 10^9. */
export function smallNumberEnd(from: usize): usize {
  const end = digitsEnd(from);
  const size = end - from;
  const next = byteAt(end);
  number = 0;
  if (size === 0 || size > 9 || (size > 1 && byteAt(from) === 0x30)) return 0;
  if (next === 0x2e || (next | 0x20) === 0x65) return 0;
  for (let at = from; at < end; at += 1) number = number * 10 + (<i32>byteAt(at) - 0x30);
  return end;
}

export function smallNumber(): i32 {
  return number;
}

/** Nanoseconds since 1970 as text of digits. */
export function instantEnd(quote: usize): usize {
  if (byteAt(quote) !== 0x22) return 0;
  const end = digitsEnd(quote + 1);
  const size = end - quote - 1;
  if (byteAt(end) !== 0x22 || size === 0 || size > MOST_TIME_DIGITS) return 0;
  let value: u64 = 0;
  for (let at = quote + 1; at < end; at += 1) value = value * 10 + (<u64>byteAt(at) - 0x30);
  const whole = value / 1_000_000;
  ms = <f64>whole;
  ns = <f64>(value - whole * 1_000_000);
  return end + 1;
}

/** Whole milliseconds of the instant read last. */
export function instantMs(): f64 {
  return ms;
}

/** Its nanoseconds beyond. */
export function instantNs(): f64 {
  return ns;
}

/** An id of so many words of eight hex digits, not all of them zero. */
export function idEnd(quote: usize, to: usize, words: usize): usize {
  if (byteAt(quote) !== 0x22) return 0;
  let at = quote + 1;
  let any: u32 = 0;
  for (let word: usize = 0; word < words; word += 1) {
    let value: u32 = 0;
    let wrong: u32 = 0;
    for (const end = at + 8; at < end; at += 1) {
      const digit = digitOf(byteAt(at));
      wrong |= digit;
      value = (value << 4) | digit;
    }
    if (wrong > 15) return 0;
    store<u32>(to + 4 * word, value);
    any |= value;
  }
  return any === 0 || byteAt(at) !== 0x22 ? 0 : at + 1;
}

/** The value of a hex digit in either case; 16 and more for anything else. */
function digitOf(byte: u8): u32 {
  const letter = (byte | 0x20) - 0x61;
  return isDigit(byte) ? <u32>byte - 0x30 : letter < 6 ? <u32>letter + 10 : 0xff;
}
