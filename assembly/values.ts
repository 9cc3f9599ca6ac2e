// Values of the members of a span.
import { byteAt, digitsEnd } from './json';

/** These fit 64 bits. */
const MOST_TIME_DIGITS: usize = 19;

/** The value of a digit, in each of eight bytes. */
const DIGITS: u64 = ((<u64>0x0f0f_0f0f) << 32) | 0x0f0f_0f0f;

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
  const from = quote + 1;
  if (byteAt(quote) !== 0x22) return 0;
  // Until 2286: thirteen digits of milliseconds and six beyond.
  if (byteAt(from + 19) === 0x22 && isAllDigits(from) && isAllDigits(from + 3)) {
    ms = <f64>(eightDigits(from, 0) * 100_000 + eightDigits(from + 8, 24));
    ns = <f64>eightDigits(from + 13, 16);
    return from + 20;
  }
  return otherInstantEnd(from);
}

function isAllDigits(from: usize): bool {
  const digits = i8x16.sub(v128.load(from), i8x16.splat(0x30));
  return i8x16.all_true(i8x16.lt_u(digits, i8x16.splat(10)));
}

/**
 * The number that digits spell, eight of them at once: pairs, then fours, then eight.
 * @param ahead bits for zeros ahead of them: so many of the last bytes are left out
 */
function eightDigits(from: usize, ahead: u64): u64 {
  let digits = (load<u64>(from) & DIGITS) << ahead;
  digits = digits * 10 + (digits >> 8);
  const low = (digits & 0x0000_00ff_0000_00ff) * 0x000f_4240_0000_0064;
  const high = ((digits >> 16) & 0x0000_00ff_0000_00ff) * 0x0000_2710_0000_0001;
  return (low + high) >> 32;
}

function otherInstantEnd(from: usize): usize {
  const end = digitsEnd(from);
  const size = end - from;
  if (byteAt(end) !== 0x22 || size === 0 || size > MOST_TIME_DIGITS) return 0;
  let value: u64 = 0;
  for (let at = from; at < end; at += 1) value = value * 10 + (<u64>byteAt(at) - 0x30);
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

/** An id of so many words of eight hex digits, two words at a time; not all of them zero. */
export function idEnd(quote: usize, to: usize, words: usize): usize {
  const end = quote + 1 + 8 * words;
  if (byteAt(quote) !== 0x22 || byteAt(end) !== 0x22) return 0;
  let any: u64 = 0;
  for (let pair: usize = 0; pair < words; pair += 2) {
    const nibbles = nibblesOf(v128.load(quote + 1 + 8 * pair));
    if (v128.any_true(i8x16.gt_u(nibbles, i8x16.splat(15)))) return 0;
    const bits = bytesOf(nibbles);
    store<u64>(to + 4 * pair, bits);
    any |= bits;
  }
  return any === 0 ? 0 : end + 1;
}

/** The values of sixteen hex digits in either case; 16 and more for anything else. */
function nibblesOf(text: v128): v128 {
  const digits = i8x16.sub(text, i8x16.splat(0x30));
  const letters = i8x16.sub(v128.or(text, i8x16.splat(0x20)), i8x16.splat(0x61));
  const isDigit = i8x16.lt_u(digits, i8x16.splat(10));
  const isLetter = i8x16.lt_u(letters, i8x16.splat(6));
  const tens = v128.or(i8x16.add(letters, i8x16.splat(10)), v128.not(isLetter));
  return v128.bitselect(digits, tens, isDigit);
}

/** Two digits become a byte; each word of four bytes has its highest byte last. */
function bytesOf(nibbles: v128): u64 {
  const high = i16x8.shl(nibbles, 4);
  const low = i16x8.shr_u(nibbles, 8);
  const pairs = v128.or(high, low);
  const swapped = i8x16.shuffle(pairs, pairs, 6, 4, 2, 0, 14, 12, 10, 8, 0, 0, 0, 0, 0, 0, 0, 0);
  return i64x2.extract_lane(swapped, 0);
}
