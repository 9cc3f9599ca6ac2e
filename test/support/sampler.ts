import { leafOf } from '../../src/latency/leafOf.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';

export type Draw = (uniform: () => number) => number;

/** Cells of the table that replaces the inverse CDF in the middle. */
const CELLS = 4096;
/** Nearer to 0 or 1 than this the inverse CDF itself is asked: it bends too much for a table. */
const TAIL = 0.01;

/**
 * Draws of a latency by inverse CDF: `quantile(u)` of the leaf, by linear interpolation between
 * tabled values where the leaf is smooth. A mixture first draws its part.
 */
export function drawOf(input: LatencyInput): Draw {
  if (input.kind === 'point') return () => input.ms;
  if (input.kind === 'mixture') {
    const parts = input.parts.map(({ weight, law }) => ({ weight, draw: drawOf(law) }));
    return (uniform) => {
      const part = pick(parts, uniform());
      return part.draw(uniform);
    };
  }
  const leaf = leafOf(input);
  if (input.kind === 'histogram') return (uniform) => leaf.quantile(uniform());
  const table = Float64Array.from({ length: CELLS + 1 }, (_, i) => {
    const p = i / CELLS;
    return p <= TAIL / 2 || p >= 1 - TAIL / 2 ? 0 : leaf.quantile(p);
  });
  return (uniform) => {
    const u = uniform();
    if (u < TAIL || u > 1 - TAIL) return leaf.quantile(u);
    const at = Math.floor(u * CELLS);
    const low = table[at] ?? 0;
    return low + ((table[at + 1] ?? 0) - low) * (u * CELLS - at);
  };
}

/** The part that `u` in 0..1 falls on when parts lie side by side, each as wide as its weight. */
export function pick<T extends { readonly weight: number }>(parts: readonly T[], u: number): T {
  let rest = u;
  for (const part of parts) {
    rest -= part.weight;
    if (rest < 0) return part;
  }
  const last = parts.at(-1);
  if (last === undefined) throw new Error('nothing to pick from');
  return last;
}
