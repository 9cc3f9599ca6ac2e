const DEEPEST = 250;
/** Each level of a block takes at least one column of spaces, dashes, colons or question marks. */
const DEEP_BLOCK = /^[ \t?:-]{500}/mu;

/**
 * Whether a text is nested so deeply that parsing it recursively could exhaust the stack, which
 * ends the process where it cannot be caught. Brackets in quotes count too: no real file has
 * hundreds of them unclosed.
 *
 * @example isTooDeep('['.repeat(20_000)) // true
 */
export function isTooDeep(text: string): boolean {
  if (DEEP_BLOCK.test(text)) return true;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/gu)) {
    const opens = bracket === '[' || bracket === '{';
    depth = Math.max(0, depth + (opens ? 1 : -1));
    if (depth > DEEPEST) return true;
  }
  return false;
}
