// Names that mean something, and what they mean.
import { NAME_SLOTS, NAMES, NAMES_END } from './layout';
import { isSame } from './same';

const GOLDEN: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

/** What an unknown name means. */
export const UNKNOWN: i32 = -1;

let end: usize = NAMES;

/** @returns false when there is no room */
export function addName(table: usize, from: usize, size: usize, role: i32): bool {
  if (end + size > NAMES_END) return false;
  memory.copy(end, from, size);
  const hash = hashOf(end, size);
  let slot = slotOf(hash);
  while (load<u32>(table + 16 * slot + 8) !== 0) slot = (slot + 1) & (NAME_SLOTS - 1);
  const at = table + 16 * slot;
  store<u32>(at, <u32>hash);
  store<u32>(at + 4, <u32>end);
  store<u32>(at + 8, <u32>size);
  store<i32>(at + 12, role);
  end += size;
  return true;
}

/** The role of a name. */
export function roleOf(table: usize, from: usize, size: usize): i32 {
  const hash = hashOf(from, size);
  let slot = slotOf(hash);
  while (true) {
    const at = table + 16 * slot;
    const known = <usize>load<u32>(at + 8);
    if (known === 0) return UNKNOWN;
    if (known === size && load<u32>(at) === <u32>hash && isSame(load<u32>(at + 4), from, size))
      return load<i32>(at + 12);
    slot = (slot + 1) & (NAME_SLOTS - 1);
  }
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

function slotOf(hash: u64): u32 {
  return <u32>(hash >> 40) & (NAME_SLOTS - 1);
}
