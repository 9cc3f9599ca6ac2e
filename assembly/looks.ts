// What spans look like: everything that their traits depend on. Spans that look the same, byte for
// byte, share a number, and JavaScript works out the traits once for each number.
import { FACTS, FACTS_END, LOOK_SLOTS, LOOKS } from './layout';
import { isSame } from './same';

const GOLDEN: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

/** Three quarters of the slots: beyond, looking up gets slow. */
const MOST: i32 = 12_288;

/** Facts are copied and hashed sixteen bytes at a time. */
const ROOM: usize = 40;

/** The facts under construction begin where those of the known looks end. */
let start: usize = FACTS;
let end: usize = FACTS;
let count: i32 = 0;

export function forgetLooks(): void {
  memory.fill(LOOKS, 0, 16 * LOOK_SLOTS);
  start = FACTS;
  count = 0;
}

export function beginLook(): void {
  end = start;
}

/**
 * Adds what the span says about something.
 * @returns false when there is no room
 */
export function addFact(about: u32, from: usize, size: usize): bool {
  if (end + size + ROOM > FACTS_END) return false;
  store<u32>(end, about);
  store<u32>(end, <u32>size, 4);
  end += 8;
  for (let done: usize = 0; done < size; done += 16) v128.store(end + done, v128.load(from + done));
  end += size;
  return true;
}

/** The number of the look that was built; -1 when there is no room for one more. */
export function endLook(): i32 {
  const size = end - start;
  v128.store(end, i64x2.splat(0));
  const hash = hashOf(start, size);
  let slot = <u32>(hash >> 40) & (LOOK_SLOTS - 1);
  while (true) {
    const at = LOOKS + 16 * slot;
    const known = <usize>load<u32>(at + 8);
    if (known === 0) return keep(at, <u32>hash, size);
    if (known === size && load<u32>(at) === <u32>hash && isSame(load<u32>(at + 4), start, size))
      return load<i32>(at + 12);
    slot = (slot + 1) & (LOOK_SLOTS - 1);
  }
}

function keep(at: usize, hash: u32, size: usize): i32 {
  if (count === MOST) return -1;
  store<u32>(at, hash);
  store<u32>(at + 4, <u32>start);
  store<u32>(at + 8, <u32>size);
  store<i32>(at + 12, count);
  start = end;
  count += 1;
  return count - 1;
}

/** Two sums side by side, each of every other eight bytes; those behind the end are zero. */
function hashOf(from: usize, size: usize): u64 {
  let even: u64 = size;
  let odd: u64 = GOLDEN;
  for (let at = from; at < from + size; at += 16) {
    even = (even ^ load<u64>(at)) * GOLDEN;
    odd = (odd ^ load<u64>(at, 8)) * GOLDEN;
    even ^= even >> 32;
    odd ^= odd >> 32;
  }
  const hash = (even ^ rotl(odd, 32)) * GOLDEN;
  return hash ^ (hash >> 32);
}
