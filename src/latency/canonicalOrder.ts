import type { Law } from './law.ts';

/**
 * A total order of laws by content: support length, start, mean, then masses. Operations that are
 * commutative in mathematics take their operands in this order, and so give identical bits both ways.
 */
export function canonicalOrder(a: Law, b: Law): number {
  // A law combined with itself, as in the squares of a repetition: not a cell has to be compared.
  if (a === b) return 0;
  return (
    a.mass.length - b.mass.length || a.start - b.start || a.mean - b.mean || firstDifference(a, b)
  );
}

/** Both operands, in canonical order. */
export function inOrder(a: Law, b: Law): readonly [Law, Law] {
  return canonicalOrder(a, b) <= 0 ? [a, b] : [b, a];
}

function firstDifference(a: Law, b: Law): number {
  for (let i = 0; i < a.mass.length; i++) {
    const difference = a.mass[i]! - b.mass[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
