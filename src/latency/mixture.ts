import { lawFrom, requireSameLattice } from './law.ts';
import type { Law } from './law.ts';

/** One of the laws that a request may follow, and the share of requests that do. */
export interface Part {
  readonly weight: number;
  readonly law: Law;
}

/** Weights read from a file sum to 100 ± 0.1% (docs/rules.md). */
const SUM_TOLERANCE = 1.001e-3;

/**
 * One of several laws, by chance. Weights are divided by their sum; the mean is exact.
 * @throws RangeError when there is no part, a weight is negative, their sum is not 1 ± 0.1%, or the
 * lattices differ.
 */
export function mixture(parts: readonly Part[]): Law {
  const total = totalWeight(parts);
  const used = parts.filter(({ weight }) => weight > 0);
  const [first] = used;
  if (first === undefined) throw new RangeError('a mixture of nothing');
  if (used.length === 1) return first.law;
  const start = Math.min(...used.map(({ law }) => law.start));
  const end = Math.max(...used.map(({ law }) => law.start + law.mass.length));
  const cells = new Float64Array(end - start);
  let mean = 0;
  for (const { weight, law } of used) {
    requireSameLattice(first.law, law);
    addScaled(cells, law.mass, law.start - start, weight / total);
    mean += (weight / total) * law.mean;
  }
  return lawFrom(first.law.lattice, start, cells, mean);
}

function totalWeight(parts: readonly Part[]): number {
  let total = 0;
  for (const { weight } of parts) {
    if (!(weight >= 0)) throw new RangeError(`a weight cannot be ${weight}`);
    total += weight;
  }
  if (!(Math.abs(total - 1) <= SUM_TOLERANCE))
    throw new RangeError(`weights sum to ${total}, not 1`);
  return total;
}

function addScaled(cells: Float64Array, mass: Float64Array, at: number, factor: number): void {
  for (let i = 0; i < mass.length; i++) cells[at + i]! += factor * mass[i]!;
}
