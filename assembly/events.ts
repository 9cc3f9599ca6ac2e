import {
  byteAt,
  expect,
  firstIn,
  hasEscape,
  isClosed,
  keyEnd,
  nextIn,
  stringEnd,
  valueEnd,
} from './json';

/**
 * The events of a span, where none of them tells anything: what may be a first token or an evaluation
 * is left to others, by its first letters.
 */
export function eventsEnd(from: usize): usize {
  let at = firstIn(from, 0x5b, 0x5d);
  while (at !== 0 && !isClosed()) at = nextIn(eventEnd(at), 0x5d);
  return at;
}

function eventEnd(from: usize): usize {
  let at = firstIn(from, 0x7b, 0x7d);
  while (at !== 0 && !isClosed()) {
    const quote = keyEnd(at);
    if (quote === 0 || hasEscape()) return 0;
    const isName = quote - at === 5 && load<u32>(at + 1) === 0x656d616e;
    at = expect(quote + 1, 0x3a);
    if (at === 0) return 0;
    at = nextIn(isName ? dullNameEnd(at) : valueEnd(at, 1), 0x7d);
  }
  return at;
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
