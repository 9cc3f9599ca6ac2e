/** first, first + v0, first + v0 + v1, ...: one entry more than there are values. */
export function sumsBelow(values: readonly number[], first: number): number[] {
  const sums = [first];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return sums;
}

/** The same from the other end: entry i is the sum of values i and later, plus `last`. */
export function sumsFrom(values: readonly number[], last: number): number[] {
  return sumsBelow(values.toReversed(), last).toReversed();
}
