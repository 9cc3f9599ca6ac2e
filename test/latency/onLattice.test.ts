import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certain, zeroLaw } from '../../src/latency/certain.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { leafOf } from '../../src/latency/leafOf.ts';
import { onLattice } from '../../src/latency/onLattice.ts';
import { cdfAt, quantile } from '../../src/latency/quantile.ts';
import { cellMean, totalMass } from './support/laws.ts';

const lattice = { step: 4, size: 1024 };

const positive = fc.double({ min: 1, max: 3000, noNaN: true });

const simple: fc.Arbitrary<LatencyInput> = fc.oneof(
  positive.map((ms): LatencyInput => ({ kind: 'point', ms })),
  fc
    .tuple(positive, fc.double({ min: 1.01, max: 30, noNaN: true }))
    .map(([low, ratio]): LatencyInput => ({ kind: 'range', low, high: low * ratio })),
  fc
    .tuple(positive, fc.double({ min: 1, max: 9, noNaN: true }), fc.boolean())
    .map(([ms, ratio, capped]): LatencyInput => ({
      kind: 'quantiles',
      points: [
        { p: 0.5, ms },
        { p: 0.9, ms: ms * ratio },
        { p: 0.99, ms: ms * ratio * ratio },
      ],
      max: capped ? ms * ratio * ratio * 2 : null,
    })),
  fc
    .array(fc.tuple(fc.integer({ min: -20, max: 450 }), fc.integer({ min: 1, max: 99 })), {
      minLength: 1,
    })
    .map((bins): LatencyInput => ({
      kind: 'histogram',
      histogram: { zeros: 3, bins: new Map(bins) },
    })),
);

const inputs: fc.Arbitrary<LatencyInput> = fc.oneof(
  simple,
  fc
    .tuple(simple, simple, fc.double({ min: 0.01, max: 0.99, noNaN: true }))
    .map(([a, b, weight]): LatencyInput => ({
      kind: 'mixture',
      parts: [
        { weight, law: a },
        { weight: 1 - weight, law: b },
      ],
    })),
);

describe('the hat split', () => {
  test('masses and overflow sum to 1 within 1e-12, none negative', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const law = onLattice(input, lattice);
        expect(Math.abs(totalMass(law) - 1)).toBeLessThan(1e-12);
        expect(law.mass.every((mass) => mass >= 0)).toBe(true);
        expect(law.start + law.mass.length).toBeLessThanOrEqual(lattice.size);
      }),
    );
  });

  test('keeps the mean: cells plus overflow', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const law = onLattice(input, lattice);
        const leaf = leafOf(input);
        const end = lattice.size * lattice.step;
        // Half of what falls in the last gap is overflow at `end`; beyond it the tail integral counts.
        const beyond = law.over * end + leaf.tailIntegral(end);
        expect(law.mean).toBe(leaf.mean);
        expect(Math.abs(cellMean(law) + beyond - leaf.mean)).toBeLessThan(1e-9 * (leaf.mean + end));
      }),
    );
  });

  test('cells carry no noise beyond the support', () => {
    const law = onLattice(
      {
        kind: 'mixture',
        parts: [
          { weight: 0.6, law: { kind: 'point', ms: 402 } },
          { weight: 0.4, law: { kind: 'point', ms: 3601 } },
        ],
      },
      lattice,
    );
    const filled = [...law.mass.entries()].filter(([, mass]) => mass > 0);
    expect(filled.map(([i]) => law.start + i)).toEqual([100, 101, 900, 901]);
    expect(filled.map(([, mass]) => mass)).toEqual(
      [0.3, 0.3, 0.3, 0.1].map((mass) => expect.closeTo(mass, 12)),
    );
  });

  test('is second order: twice the cells, a quarter of the error at p95', () => {
    const input: LatencyInput = { kind: 'range', low: 200, high: 1500 };
    const errors = [128, 256, 512].map((size) =>
      Math.abs(quantile(onLattice(input, { step: 4096 / size, size }), 0.95) / 1500 - 1),
    );
    expect(errors[0]! / errors[1]!).toBeGreaterThan(3.5);
    expect(errors[1]! / errors[2]!).toBeGreaterThan(3.5);
    expect(errors[2]!).toBeLessThan(2e-4);
  });

  test('p5 and p95 of a range are read back within 0.01% at 1024 cells', () => {
    const law = onLattice({ kind: 'range', low: 600, high: 900 }, { step: 2, size: 1024 });
    expect(quantile(law, 0.05)).toBeCloseTo(600, 1);
    expect(quantile(law, 0.95)).toBeCloseTo(900, 1);
  });

  test('a small lattice overflows with what lies beyond it', () => {
    const input: LatencyInput = { kind: 'range', low: 600, high: 900 };
    const law = onLattice(input, { step: 1, size: 512 });
    expect(law.over).toBeCloseTo(1 - leafOf(input).cdf(511.5), 5);
  });

  test('all beyond the lattice is all overflow', () => {
    const law = onLattice({ kind: 'point', ms: 9000 }, lattice);
    expect([law.mass.length, law.over, law.mean]).toEqual([0, 1, 9000]);
    expect(quantile(law, 0.01)).toBe(Infinity);
    expect(cdfAt(law, 1e9)).toBe(0);
  });
});

describe('certain', () => {
  test('shares a duration between its two cells', () => {
    const law = certain(lattice, 401);
    expect([law.start, ...law.mass, law.over, law.mean]).toEqual([100, 0.75, 0.25, 0, 401]);
  });

  test('at a cell is one atom', () => {
    expect([...certain(lattice, 400).mass]).toEqual([1]);
  });

  test('zero is zeroLaw', () => {
    expect(certain(lattice, 0)).toEqual(zeroLaw(lattice));
  });

  test('between the last cell and the end is part overflow', () => {
    const law = certain(lattice, 4093);
    expect([law.start, ...law.mass, law.over]).toEqual([1023, 0.75, 0.25]);
  });
});
