import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellPlaces } from '../../src/latency/leaf.ts';
import { lognormalCells } from '../../src/latency/lognormalCells.ts';
import { lognormalLeaf } from '../../src/latency/lognormalLeaf.ts';
import { cellsBetween, onLattice } from '../../src/latency/onLattice.ts';

function cellsOf(mu: number, sigma: number, places: CellPlaces): Float64Array | null {
  return lognormalCells({ mu, sigma, mean: Math.exp(mu + (sigma * sigma) / 2) }, places);
}

const places = fc
  .record({
    step: fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
    first: fc.integer({ min: 0, max: 40 }),
    below: fc.integer({ min: 0, max: 60 }),
    above: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ step, first, below, above }) => ({
    step,
    first,
    middle: first + below,
    last: first + below + above,
  }));

describe('cells of a log-normal law by WebAssembly', () => {
  it('are those of its integrals by JavaScript, to the last bit', () => {
    const mus = fc.double({ min: -3, max: 14, noNaN: true });
    const sigmas = fc.double({ min: 1e-3, max: 4, noNaN: true });
    fc.assert(
      fc.property(mus, sigmas, places, (mu, sigma, where) => {
        const found = cellsOf(mu, sigma, where);
        expect(found).toEqual(cellsBetween(lognormalLeaf(mu, sigma), where));
      }),
    );
  });

  it('do not change when others are asked for', () => {
    const where = { step: 10, first: 0, middle: 4, last: 9 };
    const before = cellsOf(4, 0.5, where);
    const kept = Float64Array.from(before ?? []);
    cellsOf(2, 1, where);
    expect(before).toEqual(kept);
  });

  it('are left to JavaScript where there is no room for them', () => {
    expect(cellsOf(4, 1, { step: 1, first: 0, middle: 9, last: 32_768 })).toBeNull();
    expect(cellsOf(4, 1, { step: 1, first: 1, middle: 9, last: 32_768 })).toHaveLength(32_768);
    const law = onLattice(lognormalLeaf(11, 1), { step: 1, size: 2 ** 20 });
    expect(law.mass.length).toBeGreaterThan(32_768);
    expect(law.mass.reduce((sum, mass) => sum + mass, law.over)).toBeCloseTo(1, 12);
  });
});
