// The grammar of JSON over bytes. Functions take the address of the next byte and return the address
// behind what they read, or 0 where the text is not what they read: the caller then leaves the line, or
// the span, to JSON.parse. A line end is no white space here: it ends the document.

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;

/** Nesting beyond this is left to JSON.parse, which needs no stack. */
const DEEPEST: i32 = 200;

/** Whether the string read last holds an escape. */
let escaped: bool = false;

export function hasEscape(): bool {
  return escaped;
}

export function byteAt(at: usize): u8 {
  return load<u8>(at);
}

export function skipSpace(from: usize): usize {
  let at = from;
  while (isSpace(load<u8>(at))) at += 1;
  return at;
}

function isSpace(byte: u8): bool {
  return byte <= 0x20 && (byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

/** A byte with white space around it. */
export function expect(from: usize, byte: u8): usize {
  const at = skipSpace(from);
  return load<u8>(at) === byte ? skipSpace(at + 1) : 0;
}

/**
 * The rest of a string, sixteen bytes at a time.
 * @param from behind the opening quote
 * @returns the address of the closing quote
 */
export function stringEnd(from: usize): usize {
  const quotes = i8x16.splat(QUOTE);
  const backslashes = i8x16.splat(BACKSLASH);
  const controls = i8x16.splat(0x20);
  let at = from;
  escaped = false;
  while (true) {
    const bytes = v128.load(at);
    const stops = v128.or(
      v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, backslashes)),
      i8x16.lt_u(bytes, controls),
    );
    const mask = i8x16.bitmask(stops);
    if (mask === 0) {
      at += 16;
      continue;
    }
    at += ctz(mask);
    const byte = load<u8>(at);
    if (byte === QUOTE) return at;
    if (byte !== BACKSLASH) return 0;
    escaped = true;
    at = escapeEnd(at);
    if (at === 0) return 0;
  }
}

function escapeEnd(backslash: usize): usize {
  const byte = load<u8>(backslash + 1);
  if (byte !== 0x75) return isShortEscape(byte) ? backslash + 2 : 0;
  for (let at = backslash + 2; at < backslash + 6; at += 1) if (!isHex(load<u8>(at))) return 0;
  return backslash + 6;
}

/** One of `"\/bfnrt`. */
function isShortEscape(byte: u8): bool {
  return (
    byte === QUOTE ||
    byte === BACKSLASH ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74
  );
}

function isHex(byte: u8): bool {
  return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

export function isDigit(byte: u8): bool {
  return byte >= 0x30 && byte <= 0x39;
}

/** Behind the digits; the same address where there is none. */
export function digitsEnd(from: usize): usize {
  let at = from;
  while (isDigit(load<u8>(at))) at += 1;
  return at;
}

export function numberEnd(from: usize): usize {
  const whole = load<u8>(from) === 0x2d ? from + 1 : from;
  let at = load<u8>(whole) === 0x30 ? whole + 1 : digitsEnd(whole);
  if (at === whole) return 0;
  if (load<u8>(at) === 0x2e) {
    const fraction = at + 1;
    at = digitsEnd(fraction);
    if (at === fraction) return 0;
  }
  if ((load<u8>(at) | 0x20) !== 0x65) return at;
  const sign = load<u8>(at + 1);
  const exponent = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1;
  at = digitsEnd(exponent);
  return at === exponent ? 0 : at;
}

/** Whether {@link firstIn} or {@link nextIn} came to the end of its list or object. */
let closed: bool = false;

export function isClosed(): bool {
  return closed;
}

/** The first member of an object, or item of a list; behind its closing byte where it is empty. */
export function firstIn(from: usize, open: u8, close: u8): usize {
  closed = false;
  if (load<u8>(from) !== open) return 0;
  const at = skipSpace(from + 1);
  if (load<u8>(at) !== close) return at;
  closed = true;
  return at + 1;
}

/**
 * The next member or item; behind the closing byte where there is none.
 * @param from behind the one before; 0 stays 0
 */
export function nextIn(from: usize, close: u8): usize {
  closed = false;
  if (from === 0) return 0;
  const at = skipSpace(from);
  const byte = load<u8>(at);
  if (byte === 0x2c) return skipSpace(at + 1);
  if (byte !== close) return 0;
  closed = true;
  return at + 1;
}

/** The closing quote of a member's name. */
export function keyEnd(from: usize): usize {
  return load<u8>(from) === QUOTE ? stringEnd(from + 1) : 0;
}

/** Any value; white space may come before it. */
export function valueEnd(from: usize, depth: i32 = 0): usize {
  const at = skipSpace(from);
  const byte = load<u8>(at);
  if (byte === QUOTE) {
    const end = stringEnd(at + 1);
    return end === 0 ? 0 : end + 1;
  }
  if (byte === 0x7b) return objectEnd(at, depth);
  if (byte === 0x5b) return arrayEnd(at, depth);
  if (byte === 0x74) return load<u32>(at) === 0x65757274 ? at + 4 : 0;
  if (byte === 0x6e) return load<u32>(at) === 0x6c6c756e ? at + 4 : 0;
  if (byte === 0x66) return load<u32>(at + 1) === 0x65736c61 ? at + 5 : 0;
  return numberEnd(at);
}

function objectEnd(from: usize, depth: i32): usize {
  if (depth === DEEPEST) return 0;
  let at = firstIn(from, 0x7b, 0x7d);
  while (at !== 0 && !closed) {
    const quote = keyEnd(at);
    if (quote === 0) return 0;
    at = expect(quote + 1, 0x3a);
    if (at === 0) return 0;
    at = nextIn(valueEnd(at, depth + 1), 0x7d);
  }
  return at;
}

function arrayEnd(from: usize, depth: i32): usize {
  if (depth === DEEPEST) return 0;
  let at = firstIn(from, 0x5b, 0x5d);
  while (at !== 0 && !closed) at = nextIn(valueEnd(at, depth + 1), 0x5d);
  return at;
}
