/** The power of ten behind a count or an amount: k, M, B, or nothing. */
const POWERS = new Map([
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['B', 9],
]);

const ALIASES = new Map([
  ['k', 'k'],
  ['thousand', 'k'],
  ['m', 'M'],
  ['mio', 'M'],
  ['million', 'M'],
  ['b', 'B'],
  ['bn', 'B'],
  ['g', 'B'],
  ['billion', 'B'],
]);

/**
 * The power of ten of a suffix as files spell it, or null.
 *
 * @example magnitude('k') // 3
 */
export function magnitude(suffix: string): number | null {
  return POWERS.get(suffix) ?? null;
}

/**
 * The suffix that another spelling stands for, or null.
 *
 * @example guessMagnitude('thousand') // 'k'
 */
export function guessMagnitude(suffix: string): string | null {
  return ALIASES.get(suffix.toLowerCase()) ?? null;
}
