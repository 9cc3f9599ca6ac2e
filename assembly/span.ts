// One span of OTLP/JSON as exporters write it. Whatever else a span may look like is not read here: the
// functions return 0, and the span is left to JSON.parse.
import { firstValue, readAttributes, valueCount } from './attributes';
import { eventsEnd } from './events';
import { byteAt, expect, firstIn, isClosed, nextIn, skipSpace, stringEnd, valueEnd } from './json';
import { MEMBERS, SPAN_BYTES, SPANS_END } from './layout';
import { addFact, beginLook, endLook } from './looks';
import { hintsAfter, nameAt, roleOf, sizeOf } from './names';
import * as row from './row';
import { idEnd, instantEnd, instantMs, instantNs, smallNumber, smallNumberEnd } from './values';

/** Facts of a look that are no attributes; those count from 0. */
const SCOPE: u32 = 0x8000_0000;
const NAME: u32 = 0x8000_0001;
const CONSUMER: u32 = 0x8000_0002;
const RESOURCE: u32 = 0x8000_0003;
/** A resource has a number of its own: its text is long, and the same for many spans. */
const RESOURCE_TEXT: u32 = 0x8000_0004;

const EARLIEST: f64 = 946_684_800_000;
const LATEST: f64 = 4_102_444_800_000;
const LONGEST: f64 = 86_400_000;

/** Bits 8 and 9 of the flags: it is known whether the parent is remote, and it is. */
const REMOTE_PARENT: i32 = 0x300;

/** Members by the role of their name. */
const TRACE_ID: i32 = 0;
const SPAN_ID: i32 = 1;
const PARENT_ID: i32 = 2;
const NAMED: i32 = 3;
const KIND: i32 = 4;
const START: i32 = 5;
const END: i32 = 6;
const ATTRIBUTES: i32 = 7;
const STATUS: i32 = 8;
const EVENTS: i32 = 9;
const FLAGS: i32 = 10;
/** Of no interest; may come any number of times. */
const OTHER: i32 = 11;
const CODE: i32 = 12;

const REQUIRED: i32 = (1 << TRACE_ID) | (1 << SPAN_ID) | (1 << START) | (1 << END);

/** Hints for the first member of a span, and of its status. */
const FIRST_HINTS: usize = memory.data(8, 8);
const STATUS_HINTS: usize = memory.data(8, 8);

let seen: i32 = 0;
let nameFrom: usize = 0;
let nameSize: usize = 0;
let isConsumer: bool = false;
let flags: i32 = 0;
let startMs: f64 = 0;
let startNs: f64 = 0;
let endMs: f64 = 0;
let endNs: f64 = 0;
let isFull: bool = false;
let resource: i32 = 0;
let resourceFrom: usize = 0;
let resourceTo: usize = 0;

/** A new line begins. */
export function beginLine(): void {
  isFull = false;
}

/**
 * The next spans are of this resource.
 * @returns false when there is no room
 */
export function setResource(from: usize, to: usize): bool {
  resourceFrom = from;
  resourceTo = to;
  beginLook();
  resource = addFact(RESOURCE_TEXT, from, to - from) ? endLook() : -1;
  isFull = resource < 0;
  return !isFull;
}

/** Whether there was no room for the span, or for what it looks like. */
export function wasFull(): bool {
  return isFull;
}

/**
 * @param from the opening brace
 * @param to the row that the span goes to; one that is left to others has its text there alone
 */
export function spanEnd(from: usize, to: usize, scopeFrom: usize, scopeTo: usize): usize {
  isFull = to + SPAN_BYTES > SPANS_END;
  if (isFull) return 0;
  let end = membersEnd(from, to);
  if (end !== 0 && (seen & REQUIRED) === REQUIRED && isCredible()) {
    const look = lookOf(scopeFrom, scopeTo);
    if (look < 0) isFull = true;
    store<i32>(to + row.LOOK, look);
    writeFigures(to);
  } else {
    store<i32>(to + row.LOOK, -1);
    end = valueEnd(from);
  }
  store<u32>(to + row.TEXT_FROM, <u32>from);
  store<u32>(to + row.TEXT_TO, <u32>end);
  store<u32>(to + row.SCOPE_FROM, <u32>scopeFrom);
  store<u32>(to + row.SCOPE_TO, <u32>scopeTo);
  store<u32>(to + row.RESOURCE_FROM, <u32>resourceFrom);
  store<u32>(to + row.RESOURCE_TO, <u32>resourceTo);
  return isFull ? 0 : end;
}

function isCredible(): bool {
  const duration = endMs - startMs + (endNs - startNs) / 1e6;
  return (
    startMs >= EARLIEST &&
    endMs >= EARLIEST &&
    startMs < LATEST &&
    endMs < LATEST &&
    duration >= 0 &&
    duration <= LONGEST
  );
}

function lookOf(scopeFrom: usize, scopeTo: usize): i32 {
  const isAdded =
    addFact(NAME, nameFrom, nameSize) &&
    addFact(SCOPE, scopeFrom, scopeTo - scopeFrom) &&
    addFact(RESOURCE + ((<u32>resource) << 4), 0, 0) &&
    (!isConsumer || addFact(CONSUMER, 0, 0));
  return isAdded ? endLook() : -1;
}

function writeFigures(to: usize): void {
  store<f64>(to + row.START_MS, startMs);
  store<f64>(to + row.START_NS, startNs);
  store<f64>(to + row.DURATION, endMs - startMs + (endNs - startNs) / 1e6);
  store<i32>(to + row.FLAGS, flags);
  const hasValues = (seen & (1 << ATTRIBUTES)) !== 0;
  store<i32>(to + row.FIRST_VALUE, hasValues ? firstValue() : 0);
  store<i32>(to + row.VALUE_COUNT, hasValues ? valueCount() : 0);
}

function membersEnd(from: usize, to: usize): usize {
  seen = 0;
  nameFrom = from;
  nameSize = 0;
  isConsumer = false;
  flags = 0;
  store<u64>(to + row.PARENT_ID, 0);
  beginLook();
  let hints = FIRST_HINTS;
  let at = skipSpace(from + 1);
  do {
    if (byteAt(at) !== 0x22) return 0;
    const name = nameAt(MEMBERS, hints, at + 1);
    if (name === 0) return 0;
    hints = hintsAfter(name);
    const member = roleOf(name);
    if (member < 0 || member > OTHER) return 0;
    if (member !== OTHER && (seen & (1 << member)) !== 0) return 0;
    seen |= 1 << member;
    at = expect(at + 1 + sizeOf(name), 0x3a);
    if (at === 0) return 0;
    at = nextIn(memberEnd(member, at, to), 0x7d);
  } while (at !== 0 && !isClosed());
  return at;
}

function memberEnd(member: i32, at: usize, to: usize): usize {
  switch (member) {
    case TRACE_ID:
      return idEnd(at, to + row.TRACE_ID, 4);
    case SPAN_ID:
      return idEnd(at, to + row.SPAN_ID, 2);
    case PARENT_ID:
      return parentEnd(at, to + row.PARENT_ID);
    case NAMED:
      return nameEnd(at);
    case KIND:
      return kindEnd(at);
    case START:
    case END:
      return timeEnd(at, member === START);
    case ATTRIBUTES:
      return readAttributes(at);
    case STATUS:
      return statusEnd(at);
    case EVENTS:
      return eventsEnd(at);
    case FLAGS:
      return flagsEnd(at);
    default:
      return valueEnd(at);
  }
}

/** Empty for a span without parent. */
function parentEnd(at: usize, to: usize): usize {
  return load<u16>(at) === 0x2222 ? at + 2 : idEnd(at, to, 2);
}

function nameEnd(at: usize): usize {
  if (byteAt(at) !== 0x22) return 0;
  const quote = stringEnd(at + 1);
  nameFrom = at + 1;
  nameSize = quote - nameFrom;
  return quote === 0 ? 0 : quote + 1;
}

/** 5 is a consumer; in words, spans are left to others. */
function kindEnd(at: usize): usize {
  const end = smallNumberEnd(at);
  isConsumer = smallNumber() === 5;
  return end;
}

function timeEnd(at: usize, isStart: bool): usize {
  const end = instantEnd(at);
  if (isStart) {
    startMs = instantMs();
    startNs = instantNs();
  } else {
    endMs = instantMs();
    endNs = instantNs();
  }
  return end;
}

function flagsEnd(at: usize): usize {
  const end = smallNumberEnd(at);
  if ((smallNumber() & REMOTE_PARENT) === REMOTE_PARENT) flags |= row.ELSEWHERE;
  return end;
}

function statusEnd(from: usize): usize {
  let at = firstIn(from, 0x7b, 0x7d);
  let hasCode = false;
  let hints = STATUS_HINTS;
  while (at !== 0 && !isClosed()) {
    if (byteAt(at) !== 0x22) return 0;
    const name = nameAt(MEMBERS, hints, at + 1);
    if (name === 0) return 0;
    hints = hintsAfter(name);
    const isCode = roleOf(name) === CODE;
    if (isCode && hasCode) return 0;
    hasCode = hasCode || isCode;
    at = expect(at + 1 + sizeOf(name), 0x3a);
    if (at === 0) return 0;
    at = nextIn(isCode ? codeEnd(at) : valueEnd(at), 0x7d);
  }
  return at;
}

/** 2 is an error; in words, spans are left to others. */
function codeEnd(at: usize): usize {
  const end = smallNumberEnd(at);
  if (smallNumber() === 2) flags |= row.FAILED;
  return end;
}
