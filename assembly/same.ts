/**
 * Whether two strings of bytes are equal. Reads up to seven bytes behind short ones.
 */
export function isSame(a: usize, b: usize, size: usize): bool {
  if (size < 8) return size === 0 || (load<u64>(a) ^ load<u64>(b)) << (<u64>(64 - 8 * size)) === 0;
  if (size <= 16)
    return load<u64>(a) === load<u64>(b) && load<u64>(a + size - 8) === load<u64>(b + size - 8);
  for (let at: usize = 0; at + 16 < size; at += 16) if (!isSame16(a + at, b + at)) return false;
  return isSame16(a + size - 16, b + size - 16);
}

function isSame16(a: usize, b: usize): bool {
  return !v128.any_true(v128.xor(v128.load(a), v128.load(b)));
}
