import { type Interval, Z90 } from './interval.ts';

/** Two architectures on the same items: how often only one of them was right. */
export interface Pairs {
  /** Items that both answered. */
  readonly items: number;
  /** Right only with the first architecture. */
  readonly onlyFirst: number;
  /** Right only with the second one. */
  readonly onlySecond: number;
}

/** A difference of accuracies on the same items (second minus first), with its central 90% interval. */
export interface PairedDelta extends Interval {
  readonly value: number;
  /** Two-sided exact McNemar probability of a split at least as uneven, were there no difference. */
  readonly p: number;
  readonly items: number;
}

/**
 * Paired difference of two shares, by the adjusted Wald interval: half an item more in each cell.
 *
 * Source: A. Agresti and Y. Min, "Simple improved confidence intervals for comparing matched
 * proportions", Stat. Med. 24 (2005) 729-740. Probability: Q. McNemar, Psychometrika 12 (1947) 153.
 */
export function pairedDelta({ items, onlyFirst, onlySecond }: Pairs): PairedDelta {
  const n = items + 2;
  const [lost, won] = [onlyFirst + 0.5, onlySecond + 0.5];
  const centre = (won - lost) / n;
  const half = (Z90 * Math.sqrt(Math.max(0, won + lost - (won - lost) ** 2 / n))) / n;
  return {
    value: (onlySecond - onlyFirst) / items,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
    p: exactMcNemar(onlyFirst, onlySecond),
    items,
  };
}

/** Probability that a fair coin splits `a + b` tosses at least as unevenly as `a` to `b`. */
export function exactMcNemar(a: number, b: number): number {
  const tosses = a + b;
  let logTerm = -tosses * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= Math.min(a, b); k++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log((tosses - k) / (k + 1));
  }
  return Math.min(1, 2 * tail);
}
