import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grainOf } from '../../src/latency/grain.ts';
import { chooseLattice } from '../../src/latency/horizon.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { mix, point, range } from '../support/problems.ts';

describe('the grain of laws without spread', () => {
  it.each<[ms: number | null, inputs: LatencyInput[]]>([
    [100, [point(1200), point(500)]],
    [1, [point(637), point(482)]],
    [0.25, [point(12.25), point(8)]],
    [300, [mix([0.9, point(300)], [0.1, point(1500)]), point(0)]],
    [null, [point(1200), range(600, 900)]],
    [null, [mix([0.9, point(300)], [0.1, range(600, 900)])]],
    [null, [point(0)]],
    [null, []],
  ])('is %s ms', (ms, inputs) => {
    expect(grainOf(inputs)).toBe(ms);
  });
});

describe('a lattice with a grain', () => {
  const grains = fc.integer({ min: 1, max: 5000 });
  const horizons = fc.integer({ min: 10, max: 60_000 });

  it('covers the horizon, is no coarser than without, and divides the grain where it takes few cells more', () => {
    fc.assert(
      fc.property(grains, horizons, (grain, horizon) => {
        const free = chooseLattice(horizon, 1024);
        const { step, size } = chooseLattice(horizon, 1024, grain, 4);
        expect(step * size).toBeGreaterThanOrEqual(horizon);
        expect(step).toBeLessThanOrEqual(free.step);
        expect(size).toBeLessThanOrEqual(4 * 1024);
        const multiple = grain / step;
        if (horizon <= 4 * 1024 * grain)
          expect(Math.abs(multiple - Math.round(multiple))).toBeLessThan(1e-9);
        else expect(step).toBe(free.step);
      }),
    );
  });
});
