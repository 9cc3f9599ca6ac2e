import type { Counts } from './counts.ts';
import { type Interval, Z90 } from './interval.ts';

/**
 * Wilson score interval (central 90%) of a share, from counts.
 * Unlike the Wald interval it keeps its coverage near 0 and 1 and for small n.
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * J. Am. Stat. Assoc. 22 (1927) 209-212.
 */
export function wilson({ passed, total }: Counts, z: number = Z90): Interval {
  const share = passed / total;
  const shrink = 1 + (z * z) / total;
  const centre = (share + (z * z) / (2 * total)) / shrink;
  const half =
    (z / shrink) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
