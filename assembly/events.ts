import { byteAt, expect, hasEscape, skipSpace, stringEnd, valueEnd } from './json';

/**
 * The events of a span, where none of them tells anything: what may be a first token or an evaluation
 * is left to others, by its first letters.
 */
export function eventsEnd(from: usize): usize {
  if (byteAt(from) !== 0x5b) return 0;
  let at = skipSpace(from + 1);
  if (byteAt(at) === 0x5d) return at + 1;
  while (true) {
    at = eventEnd(at);
    if (at === 0) return 0;
    at = skipSpace(at);
    if (byteAt(at) === 0x5d) return at + 1;
    if (byteAt(at) !== 0x2c) return 0;
    at = skipSpace(at + 1);
  }
}

function eventEnd(from: usize): usize {
  if (byteAt(from) !== 0x7b) return 0;
  let at = skipSpace(from + 1);
  if (byteAt(at) === 0x7d) return at + 1;
  while (true) {
    if (byteAt(at) !== 0x22) return 0;
    const quote = stringEnd(at + 1);
    if (quote === 0 || hasEscape()) return 0;
    const isName = quote - at === 5 && load<u32>(at + 1) === 0x656d616e;
    at = expect(quote + 1, 0x3a);
    if (at === 0) return 0;
    at = isName ? dullNameEnd(at) : valueEnd(at, 1);
    if (at === 0) return 0;
    at = skipSpace(at);
    if (byteAt(at) === 0x7d) return at + 1;
    if (byteAt(at) !== 0x2c) return 0;
    at = skipSpace(at + 1);
  }
}

/** A name with neither `first` nor `evaluation` in it. */
function dullNameEnd(quote: usize): usize {
  if (byteAt(quote) !== 0x22) return 0;
  const end = stringEnd(quote + 1);
  if (end === 0 || hasEscape()) return 0;
  for (let at = quote + 1; at + 4 <= end; at += 1) {
    const four = load<u32>(at) | 0x20202020;
    if (four === 0x73726966 || four === 0x6c617665) return 0; // firs, eval
  }
  return end + 1;
}
