// The attributes of a span: what they add to its look, and the values that are its own.
import {
  byteAt,
  digitsEnd,
  expect,
  firstIn,
  isClosed,
  nextIn,
  numberEnd,
  skipSpace,
  stringEnd,
  valueEnd,
} from './json';
import { ATTRIBUTES, MEMBERS, VALUE_BYTES, VALUES, VALUES_END } from './layout';
import { addFact } from './looks';
import { hintsAfter, hintsInside, nameAt, roleOf, sizeOf, UNKNOWN } from './names';

/** Roles: the value is part of the look; only that it is there; from here on, the slot of its own value. */
const SHARED: i32 = 1000;
const PRESENT: i32 = 2000;

/** Kinds of own values, in their row: a number; the text of a number; a string with its escapes. */
const NUMBER: i32 = 0;
const NUMBER_TEXT: i32 = 1;
const STRING: i32 = 2;

/** So many digits are exact in a double; with a point, one less. */
const EXACT_DIGITS: usize = 15;

/** Wrappers by the role of their name among the members. */
const STRING_VALUE: i32 = 13;
const INT_VALUE: i32 = 14;
const DOUBLE_VALUE: i32 = 15;
const BOOL_VALUE: i32 = 16;

let first: i32 = 0;
let next: i32 = 0;

/** Which attributes may come next. */
let hints: usize = 0;

/** Forgets the values of the line before. */
export function beginValues(): void {
  next = 0;
}

/** Row of the first own value of the span read last. */
export function firstValue(): i32 {
  return first;
}

export function valueCount(): i32 {
  return next - first;
}

/** `{"key":"` and `,"value"`, the last byte first. */
const KEY_OPENS: u64 = ((<u64>0x223a_2279) << 32) | 0x656b_227b;
const VALUE_NAME: u64 = ((<u64>0x2265_756c) << 32) | 0x6176_222c;

/** Hints for the first attribute of a span. */
const FIRST_HINTS: usize = memory.data(8, 8);

export function readAttributes(from: usize): usize {
  first = next;
  hints = FIRST_HINTS;
  let at = firstIn(from, 0x5b, 0x5d);
  while (at !== 0 && !isClosed()) at = nextIn(attributeEnd(at), 0x5d);
  return at;
}

/** `{"key":"…","value":{…}}`, in this order and with nothing else. */
function attributeEnd(from: usize): usize {
  const key = keyFrom(from);
  if (key === 0) return 0;
  const name = nameAt(ATTRIBUTES, hints, key);
  if (name === 0) return 0;
  hints = hintsAfter(name);
  let at = valueFrom(key + sizeOf(name));
  if (at === 0) return 0;
  at = roleOf(name) === UNKNOWN ? valueEnd(at, 1) : wrappedEnd(at, name);
  if (at === 0) return 0;
  at = skipSpace(at);
  return byteAt(at) === 0x7d ? at + 1 : 0;
}

/** Behind `{"key":"`, most often written without white space. */
function keyFrom(from: usize): usize {
  if (load<u64>(from) === KEY_OPENS) return from + 8;
  if (byteAt(from) !== 0x7b) return 0;
  let at = skipSpace(from + 1);
  if (load<u32>(at) !== 0x7965_6b22 || byteAt(at + 4) !== 0x22) return 0; // "key"
  at = expect(at + 5, 0x3a);
  return at !== 0 && byteAt(at) === 0x22 ? at + 1 : 0;
}

/** Behind `,"value":`. */
function valueFrom(from: usize): usize {
  if (load<u64>(from) === VALUE_NAME && byteAt(from + 8) === 0x3a) return from + 9;
  const at = expect(from, 0x2c);
  if (at === 0 || load<u32>(at) !== 0x6c61_7622 || load<u32>(at + 3) !== 0x2265_756c) return 0; // "value"
  return expect(at + 7, 0x3a);
}

/** A value in the wrapper that tells its type, alone. */
function wrappedEnd(from: usize, name: usize): usize {
  if (byteAt(from) !== 0x7b) return 0;
  let at = skipSpace(from + 1);
  if (byteAt(at) !== 0x22) return 0;
  const wrapper = nameAt(MEMBERS, hintsInside(name), at + 1);
  if (wrapper === 0) return 0;
  at = expect(at + 1 + sizeOf(wrapper), 0x3a);
  if (at === 0) return 0;
  at = valueOf(at, roleOf(wrapper), roleOf(name));
  if (at === 0) return 0;
  at = skipSpace(at);
  return byteAt(at) === 0x7d ? at + 1 : 0;
}

function valueOf(at: usize, wrapper: i32, role: i32): usize {
  if (wrapper === STRING_VALUE) return textEnd(at, role);
  if (wrapper === BOOL_VALUE) return role < SHARED ? 0 : boolEnd(at, role);
  if (wrapper === INT_VALUE && byteAt(at) === 0x22) return quotedEnd(at, role);
  return wrapper === INT_VALUE || wrapper === DOUBLE_VALUE ? plainNumberEnd(at, wrapper, role) : 0;
}

function textEnd(at: usize, role: i32): usize {
  if (byteAt(at) !== 0x22) return 0;
  const quote = stringEnd(at + 1);
  if (quote === 0) return 0;
  const isTaken =
    role < SHARED
      ? keepText(role, STRING, at + 1, quote)
      : share(role, STRING_VALUE, at + 1, quote);
  return isTaken ? quote + 1 : 0;
}

function boolEnd(at: usize, role: i32): usize {
  const byte = byteAt(at);
  if (byte !== 0x74 && byte !== 0x66) return 0;
  const end = valueEnd(at);
  return end !== 0 && share(role, BOOL_VALUE, at, end) ? end : 0;
}

/** OTLP/JSON writes whole numbers as text. */
function quotedEnd(at: usize, role: i32): usize {
  const end = digitsEnd(at + 1);
  const size = end - at - 1;
  if (byteAt(end) !== 0x22 || size === 0 || size > EXACT_DIGITS) return 0;
  const isTaken =
    role < SHARED
      ? keepNumber(role, <f64>wholeOf(at + 1, end))
      : share(role, INT_VALUE, at + 1, end);
  return isTaken ? end + 1 : 0;
}

function plainNumberEnd(at: usize, wrapper: i32, role: i32): usize {
  const end = numberEnd(at);
  if (end === 0) return 0;
  if (role >= SHARED) return share(role, wrapper, at, end) ? end : 0;
  const whole = digitsEnd(at);
  const hasFraction = byteAt(whole) === 0x2e;
  const last = hasFraction ? digitsEnd(whole + 1) : whole;
  const isExact = last === end && end - at <= EXACT_DIGITS;
  if (!isExact) return keepText(role, NUMBER_TEXT, at, end) ? end : 0;
  let value = <f64>wholeOf(at, whole);
  if (hasFraction) {
    const scale = powerOfTen(end - whole - 1);
    value = (value * scale + <f64>wholeOf(whole + 1, end)) / scale;
  }
  return keepNumber(role, value) ? end : 0;
}

function wholeOf(from: usize, to: usize): u64 {
  let value: u64 = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + (<u64>byteAt(at) - 0x30);
  return value;
}

/** Exact up to 10^15. */
function powerOfTen(power: usize): f64 {
  let value: f64 = 1;
  for (let at: usize = 0; at < power; at += 1) value *= 10;
  return value;
}

/** The wrapper is part of it: `5` and `"5"` are not the same. */
function share(role: i32, wrapper: i32, from: usize, to: usize): bool {
  return role >= PRESENT ? addFact(role, 0, 0) : addFact(role | (wrapper << 16), from, to - from);
}

function keepNumber(slot: i32, value: f64): bool {
  const to = newRow(slot, NUMBER);
  if (to === 0) return false;
  store<f64>(to + 8, value);
  return addFact(slot, 0, 0);
}

function keepText(slot: i32, kind: i32, from: usize, end: usize): bool {
  const to = newRow(slot, kind);
  if (to === 0) return false;
  store<u32>(to + 8, <u32>from);
  store<u32>(to + 12, <u32>end);
  return addFact(slot, 0, 0);
}

function newRow(slot: i32, kind: i32): usize {
  const to = VALUES + VALUE_BYTES * next;
  if (to + VALUE_BYTES > VALUES_END) return 0;
  store<i32>(to, slot);
  store<i32>(to + 4, kind);
  next += 1;
  return to;
}
