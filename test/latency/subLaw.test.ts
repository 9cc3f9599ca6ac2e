import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLattice } from '../../src/latency/horizon.ts';
import { certain } from '../../src/latency/certain.ts';
import { cdfAt } from '../../src/latency/quantile.ts';
import { series } from '../../src/latency/series.ts';
import { never, sumOfCases } from '../../src/latency/subLaw.ts';

const lattice = chooseLattice(1024, 256);

describe('laws that miss some cases', () => {
  it('sum to the probability of the cases they have', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            weight: fc.double({ min: 0, max: 0.2, noNaN: true }),
            ms: fc.integer({ min: 0, max: 900 }),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        (cases) => {
          const sum = sumOfCases(
            cases.map(({ weight, ms }) => ({ weight, law: certain(lattice, ms) })),
          );
          const expected = cases.reduce((total, { weight }) => total + weight, 0);
          expect(cdfAt(sum, 1000)).toBeCloseTo(expected, 9);
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it('keep their probability through a series', () => {
    const partial = sumOfCases([{ weight: 0.3, law: certain(lattice, 100) }]);
    expect(cdfAt(series(partial, certain(lattice, 200)), 290)).toBeCloseTo(0, 9);
    expect(cdfAt(series(partial, certain(lattice, 200)), 310)).toBeCloseTo(0.3, 9);
  });

  it('never happen when they have no case', () => {
    expect(cdfAt(never(lattice), 1e9)).toBe(0);
    expect(cdfAt(sumOfCases([{ weight: 0, law: certain(lattice, 5) }]), 1e9)).toBe(0);
  });
});
