/** Keys and values for which memory surely suffices: a parsed one takes about 600 bytes. */
const MOST = 300_000;

/** A line that says something, or one more value on it. */
const VALUE = /^[ \t]*[^#\s]|,/gmu;

/**
 * Whether a text holds so many keys and values that parsing it could exhaust the memory, which ends
 * the process where it cannot be caught. Comments and long texts do not count.
 *
 * @example holdsTooMuch('a: 1\n'.repeat(1_000_000)) // true
 */
export function holdsTooMuch(text: string): boolean {
  let values = 0;
  for (const _ of text.matchAll(VALUE)) {
    values += 1;
    if (values > MOST) return true;
  }
  return false;
}
