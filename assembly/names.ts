// Names that mean something, and what they mean. Exporters write members and attributes in the same
// order again and again: what came after a name the last times is looked for first.
import { hasEscape, stringEnd } from './json';
import { NAME_BYTES, NAME_SLOTS, NAMES, NAMES_END } from './layout';
import { isSame } from './same';

const GOLDEN: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

/** What an unknown name means. */
export const UNKNOWN: i32 = -1;

/** A name in its table: hash, address and size of its text with the quote behind it, role, hints. */
const HASH: usize = 0;
const TEXT: usize = 4;
const SIZE: usize = 8;
const ROLE: usize = 12;
const HINTS: usize = 16;
const INNER_HINTS: usize = 24;

/** So many slots of a table stay free: beyond, looking up gets slow. */
const MOST: u32 = NAME_SLOTS / 2;

/** Unknown names longer than this are not remembered. */
const LONGEST: usize = 128;

/** Stands for unknown names that are not remembered; no hint leads to it. */
const NAMELESS: usize = memory.data(32, 8);

/** Names in both tables. */
let count: u32 = 0;
let end: usize = NAMES;

/** @returns false when there is no room */
export function addName(table: usize, from: usize, size: usize, role: i32): bool {
  if (end + size > NAMES_END || count === MOST) return false;
  store<u8>(from + size, 0x22);
  keep(slotOf(table, from, size + 1), from, size + 1, role);
  return true;
}

/**
 * The name that begins here. One that is not known yet is from now on, as long as there is room.
 * @param hints where it is remembered which names stood here before
 * @param from behind the opening quote
 * @returns 0 where the string breaks off or holds an escape
 */
export function nameAt(table: usize, hints: usize, from: usize): usize {
  const hint = <usize>load<u32>(hints);
  if (isAt(hint, from)) return hint;
  const older = <usize>load<u32>(hints, 4);
  const name = isAt(older, from) ? older : lookUp(table, from);
  if (name === 0 || name === NAMELESS) return name;
  store<u32>(hints, <u32>name);
  store<u32>(hints, <u32>hint, 4);
  return name;
}

/** Hints for what comes after a name. */
export function hintsAfter(name: usize): usize {
  return name + HINTS;
}

/** Hints for what comes inside of its value. */
export function hintsInside(name: usize): usize {
  return name + INNER_HINTS;
}

/** With the quote behind it. */
export function sizeOf(name: usize): usize {
  return load<u32>(name, SIZE);
}

export function roleOf(name: usize): i32 {
  return load<i32>(name, ROLE);
}

/** No hint at all is a name of no size. */
function isAt(name: usize, from: usize): bool {
  const size = sizeOf(name);
  return size !== 0 && isSame(load<u32>(name, TEXT), from, size);
}

function lookUp(table: usize, from: usize): usize {
  const quote = stringEnd(from);
  if (quote === 0 || hasEscape()) return 0;
  const size = quote + 1 - from;
  const name = slotOf(table, from, size);
  if (sizeOf(name) !== 0) return name;
  if (size <= LONGEST && end + size <= NAMES_END && count < MOST) {
    keep(name, from, size, UNKNOWN);
    return name;
  }
  store<u32>(NAMELESS, <u32>size, SIZE);
  store<i32>(NAMELESS, UNKNOWN, ROLE);
  return NAMELESS;
}

/** Where the name is in the table, or the free place for it. */
function slotOf(table: usize, from: usize, size: usize): usize {
  const hash = hashOf(from, size);
  let slot = <u32>(hash >> 40) & (NAME_SLOTS - 1);
  while (true) {
    const name = table + NAME_BYTES * slot;
    if (sizeOf(name) === 0) {
      store<u32>(name, <u32>hash, HASH);
      return name;
    }
    if (load<u32>(name, HASH) === <u32>hash && sizeOf(name) === size && isAt(name, from))
      return name;
    slot = (slot + 1) & (NAME_SLOTS - 1);
  }
}

function keep(name: usize, from: usize, size: usize, role: i32): void {
  memory.copy(end, from, size);
  store<u32>(name, <u32>end, TEXT);
  store<u32>(name, <u32>size, SIZE);
  store<i32>(name, role, ROLE);
  end += size;
  count += 1;
}

/** Length, first and last bytes tell these names apart well enough. */
function hashOf(from: usize, size: usize): u64 {
  let hash: u64 = size;
  if (size >= 8) {
    hash = (hash ^ load<u64>(from)) * GOLDEN;
    hash = (hash ^ (hash >> 29) ^ load<u64>(from + size - 8)) * GOLDEN;
  } else {
    for (let at = from; at < from + size; at += 1) hash = (hash << 8) ^ <u64>load<u8>(at);
    hash *= GOLDEN;
  }
  return hash ^ (hash >> 32);
}
