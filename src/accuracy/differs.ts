import type { Interval } from './interval.ts';

/** A share with its central 90% interval, where there is one. */
export interface MeasuredShare {
  readonly value: number;
  readonly interval: Interval | null;
}

/** Without intervals, changes of half a point and more count. */
const HALF_A_POINT = 0.005;

/**
 * Whether two shares differ by more than their intervals explain: the interval of their difference
 * (MOVER: squares of the distances to the ends that face each other, added) does not hold zero.
 *
 * Source: G. Y. Zou, A. Donner, "Construction of confidence limits about effect measures: a general
 * approach", Stat. Med. 27 (2008) 1693-1702.
 */
export function differs(a: MeasuredShare, b: MeasuredShare): boolean {
  const [low, high] = a.value <= b.value ? [a, b] : [b, a];
  const distance = high.value - low.value;
  if (low.interval === null || high.interval === null) return distance >= HALF_A_POINT - 1e-12;
  return distance > Math.hypot(low.interval.high - low.value, high.value - high.interval.low);
}
