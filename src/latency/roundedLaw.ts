import type { LatencyInput } from './latencyInput.ts';
import { lawFrom } from './law.ts';
import type { Lattice, Law } from './law.ts';
import type { Leaf } from './leaf.ts';
import { leafOf } from './leafOf.ts';

/**
 * A latency with every duration in ((k-1)h, kh] moved to kh ('up') or (k-1)h ('down'). All operations
 * preserve first-order dominance, so a composition of laws rounded down (up) and read with
 * `stepQuantile` is a certified lower (upper) bound of each percentile, up to 1e-12 of
 * probability for rounding. The bracket is n steps * h wide: for finalists only.
 * @throws RangeError when the input breaks the invariants of {@link LatencyInput}.
 */
export function roundedLaw(
  source: LatencyInput | Leaf,
  lattice: Lattice,
  direction: 'down' | 'up',
): Law {
  const leaf = 'kind' in source ? leafOf(source) : source;
  const { step, size } = lattice;
  const shift = direction === 'down' ? 1 : 0;
  const cells = new Float64Array(size);
  let mean = 0;
  let below = 0;
  for (let k = 0; k < size; k++) {
    const upTo = leaf.cdf((k + shift) * step);
    cells[k] = upTo - below;
    mean += (upTo - below) * k * step;
    below = upTo;
  }
  return lawFrom(lattice, 0, cells, mean + meanBeyond(leaf, (size - 1 + shift) * step));
}

/** E[X; X > t], in milliseconds. */
function meanBeyond(leaf: Leaf, t: number): number {
  return leaf.tailIntegral(t) + t * (1 - leaf.cdf(t));
}
