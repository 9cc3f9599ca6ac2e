import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certain, zeroLaw } from '../../src/latency/certain.ts';
import { convolve, convolveDirect, convolveFft } from '../../src/latency/convolve.ts';
import { onLattice } from '../../src/latency/onLattice.ts';
import { parallel } from '../../src/latency/parallel.ts';
import { quantile } from '../../src/latency/quantile.ts';
import { series, seriesAll } from '../../src/latency/series.ts';
import { anyLaw, cdfCells, cellMean, distance, SMALL, totalMass } from './support/laws.ts';
import { random } from './support/random.ts';

const masses = fc
  .array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 90 })
  .map((weights) => Float64Array.from(weights, (weight) => weight / 2000));

describe('convolution', () => {
  test('direct and by transform agree to 1e-12, at any length', () => {
    fc.assert(
      fc.property(masses, masses, fc.integer({ min: 1, max: 200 }), (a, b, length) => {
        const [short, long] = a.length <= b.length ? [a, b] : [b, a];
        const direct = convolveDirect(short, long, length);
        const transformed = convolveFft(short, long, length);
        const chosen = convolve(short, long, length);
        for (let i = 0; i < length; i++) {
          expect(Math.abs(direct[i]! - transformed[i]!)).toBeLessThan(1e-12);
          expect(Math.abs(direct[i]! - chosen[i]!)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  test('of [1, 2, 3] and [4, 5, 6, 7] is [4, 13, 28, 34, 32, 21]', () => {
    const [a, b] = [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6, 7)];
    expect([...convolveDirect(a, b, 6)]).toEqual([4, 13, 28, 34, 32, 21]);
    expect([...convolveDirect(a, b, 3)]).toEqual([4, 13, 28]);
    const transformed = [...convolveFft(a, b, 6)];
    expect(transformed).toEqual([4, 13, 28, 34, 32, 21].map((value) => expect.closeTo(value, 12)));
  });

  test('wide operands agree too', () => {
    const source = random(11);
    const wide = (size: number) =>
      Float64Array.from({ length: size }, () => source.uniform() / size);
    const [a, b] = [wide(900), wide(1000)];
    const [direct, transformed] = [convolveDirect(a, b, 1024), convolveFft(a, b, 1024)];
    const gap = direct.map((value, i) => Math.abs(value - transformed[i]!));
    expect(Math.max(...gap)).toBeLessThan(1e-15);
  });
});

describe('series', () => {
  test('is commutative to the last bit', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, (a, b) => {
        expect(series(a, b)).toEqual(series(b, a));
      }),
    );
  });

  test('is commutative to the last bit for laws that differ in their masses alone', () => {
    const lattice = SMALL;
    const a = { lattice, start: 3, mass: Float64Array.of(0.1, 0.7, 0.2), over: 0, mean: 41 };
    const b = { lattice, start: 3, mass: Float64Array.of(0.3, 0.3, 0.4), over: 0, mean: 41 };
    expect(series(a, b)).toEqual(series(b, a));
  });

  test('is associative to 1e-12', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, anyLaw, (a, b, c) => {
        expect(distance(series(series(a, b), c), series(a, series(b, c)))).toBeLessThan(1e-12);
      }),
    );
  });

  test('adds means, overflow or not', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, (a, b) => {
        expect(series(a, b).mean).toBeCloseTo(a.mean + b.mean, 9);
      }),
    );
  });

  test('the cells have that mean when nothing overflows', () => {
    const lattice = { step: 5, size: 16384 };
    const a = onLattice({ kind: 'range', low: 300, high: 900 }, lattice);
    const b = onLattice({ kind: 'range', low: 100, high: 1100 }, lattice);
    expect(cellMean(series(a, b)) / (a.mean + b.mean)).toBeCloseTo(1, 8);
  });

  test('total mass is 1 within 1e-12', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, (a, b) => {
        expect(Math.abs(totalMass(series(a, b)) - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  test('zeroLaw changes nothing', () => {
    fc.assert(
      fc.property(anyLaw, (a) => {
        expect(distance(series(a, zeroLaw(SMALL)), a)).toBeLessThan(1e-15);
      }),
    );
  });

  test('two certain times are their sum', () => {
    const sum = series(certain(SMALL, 120), certain(SMALL, 250));
    expect([sum.start, ...sum.mass, sum.mean]).toEqual([37, 1, 370]);
  });

  test('past the end of the lattice is overflow', () => {
    const sum = series(certain(SMALL, 400), certain(SMALL, 300));
    expect([sum.mass.length, sum.over, sum.mean]).toEqual([0, 1, 700]);
  });

  test('preserves first-order dominance', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, anyLaw, (a, b, delay) => {
        const slower = cdfCells(series(parallel(a, delay), b));
        const faster = cdfCells(series(a, b));
        slower.forEach((value, k) => expect(value).toBeLessThanOrEqual(faster[k]! + 1e-12));
      }),
    );
  });

  test('laws on different lattices are refused', () => {
    expect(() => series(zeroLaw(SMALL), zeroLaw({ step: 10, size: 128 }))).toThrow(RangeError);
    expect(() => series(zeroLaw(SMALL), zeroLaw({ step: 11, size: 64 }))).toThrow(RangeError);
  });

  test('sums of 40 normal-like steps approach the normal law', () => {
    const lattice = { step: 8, size: 4096 };
    const step = onLattice({ kind: 'range', low: 400, high: 600 }, lattice);
    const sum = seriesAll(Array.from({ length: 40 }, () => step));
    // Log-normal: sd = mean * sqrt(exp(s²) - 1), s = ln 1.5 / 3.2897; 40 of them in series.
    const sd = step.mean * Math.sqrt(Math.exp(0.1232526412881013 ** 2) - 1) * Math.sqrt(40);
    expect(quantile(sum, 0.95) / (sum.mean + 1.6448536 * sd)).toBeCloseTo(1, 3);
    expect(totalMass(sum)).toBeCloseTo(1, 12);
  });
});

describe('seriesAll', () => {
  test('does not depend on the order given, to the last bit', () => {
    fc.assert(
      fc.property(anyLaw, anyLaw, anyLaw, (a, b, c) => {
        expect(seriesAll([c, a, b])).toEqual(seriesAll([a, b, c]));
      }),
    );
  });

  test('of nothing is refused', () => {
    expect(() => seriesAll([])).toThrow(RangeError);
  });
});
