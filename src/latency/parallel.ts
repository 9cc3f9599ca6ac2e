import { canonicalOrder, inOrder } from './canonicalOrder.ts';
import { cumulative } from './cumulative.ts';
import { lawFrom, requireSameLattice } from './law.ts';
import type { Law } from './law.ts';

/**
 * Side by side, until the last is done: the law of the maximum of independent times, whose CDF is the
 * product of theirs. Equal to the last bit both ways round.
 *
 * The mean is that of the cells plus that of the overflow. Of the latter, cases where both operands
 * overflow count with the larger of the two conditional means, which is a little low.
 * @throws RangeError when the lattices differ.
 */
export function parallel(a: Law, b: Law): Law {
  requireSameLattice(a, b);
  const [one, other] = inOrder(a, b);
  const start = Math.max(one.start, other.start);
  const end = Math.max(endOf(one), endOf(other));
  const empty = one.mass.length === 0 || other.mass.length === 0;
  const cells = empty ? new Float64Array(0) : productCells(one, other, start, end);
  const mean = meanOfCells(cells, start, a.lattice.step) + meanOfOverflow(one, other);
  return lawFrom(a.lattice, start, cells, mean);
}

/**
 * All in parallel; the order given does not matter, to the last bit.
 * @throws RangeError when there is none, or the lattices differ.
 */
export function parallelAll(laws: readonly Law[]): Law {
  if (laws.length === 0) throw new RangeError('nothing in parallel has no lattice');
  return laws.toSorted(canonicalOrder).reduce((slowest, law) => parallel(slowest, law));
}

/** P(max = k) = P(A = k) P(B <= k) + P(B = k) P(A < k): no difference of products, so no noise. */
function productCells(a: Law, b: Law, start: number, end: number): Float64Array {
  const cells = new Float64Array(end - start);
  const belowA = cumulative(a);
  const belowB = cumulative(b);
  let atMostA = start > a.start ? belowA[Math.min(start - a.start, belowA.length) - 1]! : 0;
  let atMostB = start > b.start ? belowB[Math.min(start - b.start, belowB.length) - 1]! : 0;
  for (let k = start; k < end; k++) {
    const i = k - a.start;
    const j = k - b.start;
    const lessA = atMostA;
    if (i < belowA.length) atMostA = belowA[i]!;
    if (j < belowB.length) atMostB = belowB[j]!;
    const massA = i < belowA.length ? a.mass[i]! : 0;
    const massB = j < belowB.length ? b.mass[j]! : 0;
    cells[k - start] = massA * atMostB + massB * lessA;
  }
  return cells;
}

function endOf(law: Law): number {
  return law.start + law.mass.length;
}

function meanOfCells(cells: Float64Array, start: number, step: number): number {
  let sum = 0;
  for (let i = 0; i < cells.length; i++) sum += cells[i]! * (start + i);
  return sum * step;
}

function meanOfOverflow(a: Law, b: Law): number {
  if (a.over === 0 && b.over === 0) return 0;
  const beyondA = Math.max(0, a.mean - meanOfCells(a.mass, a.start, a.lattice.step));
  const beyondB = Math.max(0, b.mean - meanOfCells(b.mass, b.start, b.lattice.step));
  const both = Math.max(beyondA * b.over, beyondB * a.over);
  return beyondA * (1 - b.over) + beyondB * (1 - a.over) + both;
}
