import { describe, expect, test } from 'vitest';
import { chooseLattice } from '../../src/latency/horizon.ts';
import { quantile } from '../../src/latency/quantile.ts';
import { quantileInterval, simulate } from './support/simulate.ts';
import { compose } from './support/workflow.ts';
import { WORKFLOWS } from './support/workflows.ts';

const SAMPLES = 1_000_000;
const PERCENTILES = [0.5, 0.95, 0.99];

describe.each(Object.entries(WORKFLOWS))('%s', (name, flow) => {
  const sorted = simulate(flow, SAMPLES, name.charCodeAt(0));
  const horizon = 2 * sorted[Math.ceil(0.99 * SAMPLES)]!;
  const coarse = compose(flow, chooseLattice(horizon, 2048));
  const fine = compose(flow, chooseLattice(horizon, 4096));

  test.each(PERCENTILES)('%d: composed and simulated agree within 4 standard errors', (q) => {
    const [low, high] = quantileInterval(sorted, q, 4);
    expect(quantile(fine, q)).toBeGreaterThanOrEqual(low);
    expect(quantile(fine, q)).toBeLessThanOrEqual(high);
  });

  test.each(PERCENTILES)('%d: twice the cells change it by less than 0.1%%', (q) => {
    expect(Math.abs(quantile(coarse, q) / quantile(fine, q) - 1)).toBeLessThan(1e-3);
  });

  test('the mean is that of the simulation within 4 standard errors', () => {
    const mean = sorted.reduce((sum, ms) => sum + ms, 0) / SAMPLES;
    const square = sorted.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / SAMPLES;
    expect(Math.abs(fine.mean - mean)).toBeLessThan(4 * Math.sqrt(square / SAMPLES));
  });
});
