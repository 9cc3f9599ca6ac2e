import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLattice } from '../../src/latency/horizon.ts';

const horizons = fc.double({ min: 1e-3, max: 1e9, noNaN: true });

test('covers the horizon, and by less than a quarter octave more', () => {
  fc.assert(
    fc.property(horizons, (horizon) => {
      const { step, size } = chooseLattice(horizon, 1024);
      expect(step * size).toBeGreaterThanOrEqual(horizon);
      expect(step * size).toBeLessThan(horizon * 1.1892072);
    }),
  );
});

test('steps are quarter octaves of 1 ms', () => {
  expect(
    [1000, 1024, 1025, 1300, 1500, 2000, 2049].map((ms) => chooseLattice(ms, 1024).step),
  ).toEqual([1, 1, 1.189207115002721, 1.4142135623730951, 1.681792830507429, 2, 2.378414230005442]);
});

test('a horizon that moves by a little keeps its lattice, save at a rung', () => {
  const steps = new Set<number>();
  for (let ms = 1000; ms < 2000; ms++) steps.add(chooseLattice(ms, 512).step);
  expect(steps.size).toBe(5);
});

test('a longer horizon never has a finer step', () => {
  fc.assert(
    fc.property(horizons, horizons, (a, b) => {
      const [short, long] = [Math.min(a, b), Math.max(a, b)];
      expect(chooseLattice(short, 256).step).toBeLessThanOrEqual(chooseLattice(long, 256).step);
    }),
  );
});

test.each([
  [0, 64],
  [Infinity, 64],
  [NaN, 64],
  [100, 100],
  [100, 1],
])('horizon %d ms with %d cells is refused', (horizon, size) => {
  expect(() => chooseLattice(horizon, size)).toThrow(RangeError);
});
