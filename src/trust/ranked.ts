/** Values in ascending order; the argument stays as it is. */
export function ascendingOf(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * The p-quantile of ascending values by nearest rank, as tables are read: the value of rank
 * max(1, ceil(p n)). NaN when there are none.
 */
export function rankedQuantile(ascending: ArrayLike<number>, p: number): number {
  const rank = Math.max(1, Math.ceil(p * ascending.length * (1 - 1e-14)));
  return ascending[rank - 1] ?? NaN;
}

/** Share of ascending values that are at most `value`. */
export function shareUpTo(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return ascending.length === 0 ? NaN : low / ascending.length;
}
