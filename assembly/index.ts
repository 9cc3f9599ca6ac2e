// A scanner of lines of OTLP/JSON. What it takes it reads as JSON.parse would; what it does not take,
// a line or a single span of it, is for JSON.parse to read.
import { beginValues } from './attributes';
import {
  byteAt,
  expect,
  firstIn,
  hasEscape,
  isClosed,
  keyEnd,
  nextIn,
  skipSpace,
  stringEnd,
  valueEnd,
} from './json';
import { ATTRIBUTES, MEMBERS, SPAN_BYTES, SPANS } from './layout';
import { forgetLooks } from './looks';
import { addName } from './names';
import { beginLine, setResource, spanEnd, wasFull } from './span';

export { forgetLooks };

/** The line is not OTLP as exporters write it. */
const NOT_READ: i32 = -1;

/** There was no room, perhaps because too many looks are known. */
const FULL: i32 = -2;

let spans: i32 = 0;
let lineEnd: usize = 0;

/** Behind the line that was scanned last, where it was read. */
export function endOfLine(): usize {
  return lineEnd;
}

/** Gives a name of a member of a span its role. */
export function addMember(from: usize, size: usize, role: i32): bool {
  return addName(MEMBERS, from, size, role);
}

/** Gives an attribute its role. */
export function addAttribute(from: usize, size: usize, role: i32): bool {
  return addName(ATTRIBUTES, from, size, role);
}

/**
 * Scans one line; a line end must follow the last one.
 * @returns the number of its spans, each in its row
 */
export function scanLine(from: usize): i32 {
  spans = 0;
  beginLine();
  beginValues();
  const end = documentEnd(from);
  if (end === 0) return wasFull() ? FULL : NOT_READ;
  lineEnd = end;
  return spans;
}

/** `{"resourceSpans":[…]}` and a line end. */
function documentEnd(from: usize): usize {
  let at = expect(from, 0x7b);
  if (at === 0 || byteAt(at) !== 0x22) return 0;
  const quote = stringEnd(at + 1);
  if (!isName(at + 1, quote, 'resourceSpans')) return 0;
  at = expect(quote + 1, 0x3a);
  if (at === 0) return 0;
  at = listEnd(at, RESOURCE);
  if (at === 0) return 0;
  at = expect(at, 0x7d);
  return at !== 0 && byteAt(at) === 0x0a ? at + 1 : 0;
}

/** What a list holds. */
const RESOURCE: i32 = 0;
const SCOPE: i32 = 1;
const SPAN: i32 = 2;

let scopeFrom: usize = 0;
let scopeTo: usize = 0;

function listEnd(from: usize, kind: i32): usize {
  let at = firstIn(from, 0x5b, 0x5d);
  while (at !== 0 && !isClosed()) {
    if (byteAt(at) !== 0x7b) return 0;
    const end = kind === SPAN ? addSpan(at) : kind === SCOPE ? scopeEnd(at) : resourceEnd(at);
    at = nextIn(end, 0x5d);
  }
  return at;
}

function addSpan(at: usize): usize {
  const end = spanEnd(at, SPANS + SPAN_BYTES * spans, scopeFrom, scopeTo);
  spans += 1;
  return end;
}

/** The resource comes before its spans, as in every exporter. */
function resourceEnd(from: usize): usize {
  let hasResource = false;
  let hasSpans = false;
  setResource(from, from);
  let at = skipSpace(from + 1);
  do {
    const key = at + 1;
    const quote = keyEnd(at);
    if (quote === 0) return 0;
    at = expect(quote + 1, 0x3a);
    if (at === 0) return 0;
    if (isName(key, quote, 'scopeSpans')) {
      if (hasSpans) return 0;
      hasSpans = true;
      at = listEnd(at, SCOPE);
    } else if (isName(key, quote, 'resource')) {
      if (hasResource || hasSpans) return 0;
      hasResource = true;
      const text = at;
      at = valueEnd(at);
      if (at === 0 || !setResource(text, at)) return 0;
    } else if (isName(key, quote, 'schemaUrl')) at = valueEnd(at);
    else return 0;
    at = nextIn(at, 0x7d);
  } while (at !== 0 && !isClosed());
  return at;
}

/** The scope comes before its spans, as in every exporter. */
function scopeEnd(from: usize): usize {
  let hasScope = false;
  let hasSpans = false;
  scopeFrom = from;
  scopeTo = from;
  let at = skipSpace(from + 1);
  do {
    const key = at + 1;
    const quote = keyEnd(at);
    if (quote === 0) return 0;
    at = expect(quote + 1, 0x3a);
    if (at === 0) return 0;
    if (isName(key, quote, 'spans')) {
      if (hasSpans) return 0;
      hasSpans = true;
      at = listEnd(at, SPAN);
    } else if (isName(key, quote, 'scope')) {
      if (hasScope || hasSpans) return 0;
      hasScope = true;
      at = libraryEnd(at);
    } else if (isName(key, quote, 'schemaUrl')) at = valueEnd(at);
    else return 0;
    at = nextIn(at, 0x7d);
  } while (at !== 0 && !isClosed());
  return at;
}

/** Notes the name of the library that wrote the spans. */
function libraryEnd(from: usize): usize {
  let at = firstIn(from, 0x7b, 0x7d);
  let isNamed = false;
  while (at !== 0 && !isClosed()) {
    const key = at + 1;
    const quote = keyEnd(at);
    if (quote === 0 || hasEscape()) return 0;
    at = expect(quote + 1, 0x3a);
    if (at === 0) return 0;
    if (isName(key, quote, 'name')) {
      if (isNamed || byteAt(at) !== 0x22) return 0;
      isNamed = true;
      scopeFrom = at + 1;
      scopeTo = stringEnd(scopeFrom);
      if (scopeTo === 0) return 0;
      at = scopeTo + 1;
    } else at = valueEnd(at);
    at = nextIn(at, 0x7d);
  }
  return at;
}

/** @param to the closing quote; 0 where the string has no end */
function isName(from: usize, to: usize, name: string): bool {
  if (to === 0 || to - from !== <usize>name.length) return false;
  for (let at = 0; at < name.length; at += 1)
    if (<i32>byteAt(from + at) !== name.charCodeAt(at)) return false;
  return true;
}
