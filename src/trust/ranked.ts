/** Values in ascending order; the argument stays as it is. */
export function ascendingOf(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** Values in ascending order, by rank. */
export interface Ordered {
  readonly count: number;
  /** @param rank from 1 to `count` */
  at(rank: number): number;
}

/** @param ascending values in ascending order */
export function orderedOf(ascending: ArrayLike<number>): Ordered {
  return { count: ascending.length, at: (rank) => ascending[rank - 1] ?? NaN };
}

/** The p-quantile by nearest rank, as {@link rankedQuantile} has it. */
export function quantileOf(of: Ordered, p: number): number {
  return of.count === 0 ? NaN : of.at(rankOf(p, of.count));
}

/** max(1, ceil(p n)), where rounding does not make p n more than it is. */
export function rankOf(p: number, n: number): number {
  return Math.max(1, Math.ceil(p * n * (1 - 1e-14)));
}

/**
 * The p-quantile of ascending values by nearest rank, as tables are read: the value of rank
 * max(1, ceil(p n)). NaN when there are none.
 */
export function rankedQuantile(ascending: ArrayLike<number>, p: number): number {
  return ascending[rankOf(p, ascending.length) - 1] ?? NaN;
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

/** The values of both together, by rank. */
export function mergedOrder(one: Ordered, other: Ordered): Ordered {
  const at = (rank: number): number => {
    // How many of the first `rank` values are of `one`: as many as are no greater than what they displace.
    let low = Math.max(0, rank - other.count);
    let high = Math.min(rank, one.count);
    while (low < high) {
      const taken = (low + high) >> 1;
      if (one.at(taken + 1) <= other.at(rank - taken)) low = taken + 1;
      else high = taken;
    }
    return Math.max(
      low > 0 ? one.at(low) : -Infinity,
      rank - low > 0 ? other.at(rank - low) : -Infinity,
    );
  };
  return { count: one.count + other.count, at };
}
