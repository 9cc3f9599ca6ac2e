import { expect, test } from 'vitest';
import { pchipSlopes } from '../../src/latency/pchipSlopes.ts';
import { logAt, quantileCurve, scoreAt } from '../../src/latency/quantileCurve.ts';

// SciPy 1.17: PchipInterpolator([0, 1, 3, 4, 6], [0, 1, 1.5, 4, 4.2])
const X = [0, 1, 3, 4, 6];
const Y = [0, 1, 1.5, 4, 4.2];

test('interior slopes are those of PCHIP', () => {
  const [, ...interior] = pchipSlopes(X, Y);
  expect(interior[0]).toBeCloseTo(0.42857142857142855, 14);
  expect(interior[1]).toBeCloseTo(0.5, 14);
  expect(interior[2]).toBeCloseTo(0.21428571428571447, 14);
});

test('end slopes follow the three-point formula within bounds', () => {
  const slopes = pchipSlopes(X, Y);
  expect(slopes[0]).toBeCloseTo(1.25, 14);
  expect(slopes.at(-1)).toBeCloseTo(0.05, 14); // PCHIP: 0; half the end secant of 0.1 here
});

test('two knots are a line', () => {
  expect(pchipSlopes([1, 3], [2, 3])).toEqual([0.5, 0.5]);
});

test('a flat neighbour makes a flat knot', () => {
  expect(pchipSlopes([0, 1, 2], [0, 0, 1])[1]).toBe(0);
});

test('values between knots are those of PCHIP', () => {
  const curve = quantileCurve(X, Y);
  expect(logAt(curve, 0.5)).toBeCloseTo(0.60267857142857, 13);
  expect(logAt(curve, 2)).toBeCloseTo(1.23214285714286, 13);
  expect(logAt(curve, 3.5)).toBeCloseTo(2.78571428571429, 13);
});

test('scoreAt undoes logAt, inside and beyond the knots', () => {
  const curve = quantileCurve(X, Y);
  for (let score = -3; score < 9; score += 0.0371) {
    expect(scoreAt(curve, logAt(curve, score))).toBeCloseTo(score, 10);
  }
});
