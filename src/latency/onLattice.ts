import type { LatencyInput } from './latencyInput.ts';
import { lawFrom } from './law.ts';
import type { Lattice, Law } from './law.ts';
import type { CellPlaces, Leaf } from './leaf.ts';
import { leafOf } from './leafOf.ts';

/** Outside this much probability on either side there is nothing that a double could tell from 0. */
const NOTHING = 1e-16;

/** Rounding of one second difference, in units of its terms. */
const ROUNDING = 2 ** -50;

/** Every composer of a problem, and every question about it, starts from the same laws. */
const known = new WeakMap<Leaf, Map<string, Law>>();

/**
 * A latency on a lattice, made once for each lattice; see {@link split}.
 * @throws RangeError when the input breaks the invariants of {@link LatencyInput}.
 */
export function onLattice(source: LatencyInput | Leaf, lattice: Lattice): Law {
  const leaf = 'kind' in source ? leafOf(source) : source;
  const laws = known.get(leaf) ?? new Map<string, Law>();
  known.set(leaf, laws);
  const key = `${lattice.step} ${lattice.size} ${lattice.isStepwise}`;
  const before = laws.get(key);
  if (before !== undefined) return before;
  const law = split(leaf, lattice);
  laws.set(key, law);
  return law;
}

/**
 * A latency on a lattice by the mean-preserving hat split: a duration between two cells is shared
 * between them in inverse proportion to its distance. With G(t) = ∫_0^t F and step h,
 * p_k = (G((k+1)h) - 2 G(kh) + G((k-1)h)) / h and p_0 = G(h) / h; percentiles are then right to second
 * order in h (solver-maths.md §1). What lies beyond the lattice goes to `over`.
 */
function split(leaf: Leaf, lattice: Lattice): Law {
  const { step, size } = lattice;
  const cellOf = (p: number): number => Math.min(size - 1, Math.floor(leaf.quantile(p) / step));
  const first = cellOf(NOTHING);
  const middle = cellOf(0.5);
  const last = Math.min(size - 1, cellOf(1 - NOTHING) + 1);
  const places = { step, first, middle, last };
  const cells = leaf.cells?.(places) ?? cellsBetween(leaf, places);
  return lawFrom(lattice, first, cells, leaf.mean);
}

/** Below the median G is small, above it the tail integral is: second differences of either are p. */
export function cellsBetween(leaf: Leaf, { step, first, middle, last }: CellPlaces): Float64Array {
  const cells = new Float64Array(last - first + 1);
  secondDifferences(cells, first, first, middle, step, (t) => leaf.cdfIntegral(t));
  secondDifferences(cells, first, middle + 1, last, step, (t) => leaf.tailIntegral(t));
  return cells;
}

/** Fills the cells of lattice indices from..to; cells[0] is index `start`. */
function secondDifferences(
  cells: Float64Array,
  start: number,
  from: number,
  to: number,
  step: number,
  integral: (t: number) => number,
): void {
  let before = integral((from - 1) * step);
  let here = integral(from * step);
  for (let k = from; k <= to; k++) {
    const after = integral((k + 1) * step);
    const bend = after - 2 * here + before;
    const noise = ROUNDING * (after + 2 * here + before);
    cells[k - start] = bend > noise ? bend / step : 0;
    before = here;
    here = after;
  }
}
