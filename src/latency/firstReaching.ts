/** Index of the first of increasing sums that is at least `q`; their number when none is. */
export function firstReaching(sums: Float64Array, q: number): number {
  let low = 0;
  let high = sums.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! >= q) high = middle;
    else low = middle + 1;
  }
  return low;
}
