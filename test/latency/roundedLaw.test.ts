import { describe, expect, test } from 'vitest';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { leafOf } from '../../src/latency/leafOf.ts';
import { roundedLaw } from '../../src/latency/roundedLaw.ts';
import { quantile, stepQuantile } from '../../src/latency/quantile.ts';
import { chooseLattice } from '../../src/latency/horizon.ts';
import { cdfCells, totalMass } from './support/laws.ts';
import { WORKFLOWS } from './support/workflows.ts';
import { compose } from './support/workflow.ts';

const lattice = { step: 10, size: 256 };
const input: LatencyInput = { kind: 'range', low: 300, high: 1400 };

test('rounding up moves ((k-1)h, kh] to kh', () => {
  const up = roundedLaw(input, lattice, 'up');
  const cells = cdfCells(up);
  for (const k of [20, 50, 130]) expect(cells[k]).toBeCloseTo(leafOf(input).cdf(10 * k), 13);
});

test('rounding down moves ((k-1)h, kh] to (k-1)h', () => {
  const cells = cdfCells(roundedLaw(input, lattice, 'down'));
  for (const k of [20, 50, 130]) expect(cells[k]).toBeCloseTo(leafOf(input).cdf(10 * k + 10), 13);
});

test('total mass is 1 and the means bracket the mean', () => {
  const [down, up] = [roundedLaw(input, lattice, 'down'), roundedLaw(input, lattice, 'up')];
  expect(totalMass(down)).toBeCloseTo(1, 12);
  expect(totalMass(up)).toBeCloseTo(1, 12);
  expect(down.mean).toBeLessThan(leafOf(input).mean);
  expect(up.mean).toBeGreaterThan(leafOf(input).mean);
});

test('a point at a cell stays there when rounded up', () => {
  const law = roundedLaw({ kind: 'point', ms: 400 }, lattice, 'up');
  expect([law.start, ...law.mass]).toEqual([40, 1]);
});

describe('composed workflows', () => {
  test.each(Object.entries(WORKFLOWS))('%s is bracketed', (_, flow) => {
    const horizon = 2 * quantile(compose(flow, { step: 64, size: 4096 }), 0.99);
    const coarse = chooseLattice(horizon, 1024);
    const fine = chooseLattice(horizon, 8192);
    const truth = compose(flow, fine);
    const down = compose(flow, coarse, (call, on) => roundedLaw(call, on, 'down'));
    const up = compose(flow, coarse, (call, on) => roundedLaw(call, on, 'up'));
    for (const q of [0.05, 0.5, 0.9, 0.95, 0.99]) {
      expect(stepQuantile(down, q)).toBeLessThanOrEqual(quantile(truth, q) + fine.step / 2);
      expect(stepQuantile(up, q)).toBeGreaterThanOrEqual(quantile(truth, q) - fine.step / 2);
    }
  });
});
