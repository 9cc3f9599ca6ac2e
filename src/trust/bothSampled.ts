/**
 * How many times as wide the interval of a figure from `n` samples is once it is compared with one from
 * `other` samples of the same law: variances of independent figures add.
 *
 * @param other Infinity where that figure is certain
 */
export function bothSampled(n: number, other: number): number {
  return Math.sqrt(1 + n / other);
}
