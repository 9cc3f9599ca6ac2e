import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../../src/latency/normalCdf.ts';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';

const relativeError = (value: number, exact: number): number => Math.abs(value / exact - 1);

describe('normalCdf', () => {
  test.each([
    // mpmath 1.3 ncdf at 40 digits
    [-8, 6.220960574271784e-16],
    [-5, 2.866515718791939e-7],
    [-0.5, 0.3085375387259869],
    [0, 0.5],
    [1, 0.8413447460685429],
    [2.5, 0.9937903346742238],
  ])('Phi(%d) to 1e-14 relative', (z, exact) => {
    expect(relativeError(normalCdf(z), exact)).toBeLessThan(1e-14);
  });

  test.each([
    // Abramowitz and Stegun 1964, table 26.1
    [0.02, 0.507978313716902],
    [1, 0.841344746068543],
    [1.64, 0.949497416525896],
    [2, 0.977249868051821],
    [3, 0.99865010196837],
  ])('Phi(%d) as tabulated by Abramowitz and Stegun', (z, tabulated) => {
    expect(normalCdf(z)).toBeCloseTo(tabulated, 14);
  });

  test('reaches 0 and 1 at the ends of the line', () => {
    expect([normalCdf(-Infinity), normalCdf(-40), normalCdf(Infinity)]).toEqual([0, 0, 1]);
  });

  test('increases, also across the seams of its three pieces', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 8, noNaN: true }), (z) => {
        expect(normalCdf(z + 1e-6)).toBeGreaterThanOrEqual(normalCdf(z));
      }),
    );
    for (const seam of [0.67448975, Math.sqrt(32)]) {
      expect(relativeError(normalCdf(-seam - 1e-15), normalCdf(-seam + 1e-15))).toBeLessThan(1e-13);
    }
  });
});

describe('normalQuantile', () => {
  test.each([
    // mpmath root of ncdf at 25 digits
    [0.75, 0.6744897501960817],
    [0.001, -3.0902323061678136],
    [1e-20, -9.262340089798407],
    [0.975, 1.9599639845400543],
    [0.95, 1.6448536269514722],
  ])('of %d to 1e-15 relative', (p, exact) => {
    expect(relativeError(normalQuantile(p), exact)).toBeLessThan(2e-15);
  });

  test('is infinite at 0 and 1, NaN outside', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(NaN)).toBeNaN();
  });

  test('undoes normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
      }),
    );
  });
});
