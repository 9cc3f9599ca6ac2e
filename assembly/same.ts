/** Whether two strings of bytes are equal. */
export function isSame(a: usize, b: usize, size: usize): bool {
  let at: usize = 0;
  for (; at + 8 <= size; at += 8) if (load<u64>(a + at) !== load<u64>(b + at)) return false;
  for (; at < size; at += 1) if (load<u8>(a + at) !== load<u8>(b + at)) return false;
  return true;
}
