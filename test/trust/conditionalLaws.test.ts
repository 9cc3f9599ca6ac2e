import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { leafOf } from '../../src/latency/leafOf.ts';
import { normalCdf } from '../../src/latency/normalCdf.ts';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { type CommonCause, NO_COMMON_CAUSE, rankOf } from '../../src/trust/commonCause.ts';
import { ConditionalLaws } from '../../src/trust/conditionalLaws.ts';
import { copulaPercentiles } from '../../src/trust/factorCopula.ts';
import type { RequestClass } from '../../src/trust/requestClass.ts';
import { NEXT, PROBLEM, TODAY } from '../support/dependentTraces.ts';

/** Laws given a cause, and what they are without it: the law of total probability. */

const law: fc.Arbitrary<LatencyInput> = fc
  .tuple(fc.integer({ min: 20, max: 2000 }), fc.integer({ min: 2, max: 12 }))
  .map(([low, times]) => ({ kind: 'range', low, high: low * times }));

const loading = fc.double({ min: 0, max: 0.9, noNaN: true });

function oneKind(by: number): CommonCause {
  const kind: RequestClass = new Map([['step', { mean: 0, spread: 1, loading: by }]]);
  return { classes: [{ share: 1, class: kind }], incidents: new Float64Array(0) };
}

/** Two kinds, the mean of all scores at 0 and their variance at 1. */
function twoKinds(share: number, shift: number, by: number): CommonCause {
  const low = -share * shift;
  const spread = Math.sqrt(Math.max(0.1, 1 - share * (1 - share) * shift ** 2));
  const of = (mean: number): RequestClass => new Map([['step', { mean, spread, loading: by }]]);
  return {
    classes: [
      { share: 1 - share, class: of(low) },
      { share, class: of(low + shift) },
    ],
    incidents: new Float64Array(0),
  };
}

const SCORES = Array.from({ length: 81 }, (_, at) => (at - 40) / 10);

/** Share of requests within `ms`, over all causes of all kinds. */
function shareWithin(cause: CommonCause, input: LatencyInput, ms: number): number {
  const laws = new ConditionalLaws(cause);
  return cause.classes.reduce((whole, { share, class: kind }) => {
    const weights = SCORES.map((z) => Math.exp((-z * z) / 2));
    const total = weights.reduce((a, b) => a + b, 0);
    const inKind = SCORES.reduce((sum, z, at) => {
      const given = laws.of('step', input, { kind, z });
      return sum + (weights[at]! / total) * cdf(given, ms);
    }, 0);
    return whole + share * inKind;
  }, 0);
}

function cdf(input: LatencyInput, ms: number): number {
  if (input.kind === 'point') return Number(input.ms <= ms);
  const leaf = leafOf(input);
  let [low, high] = [1e-9, 1 - 1e-9];
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (leaf.quantile(middle) <= ms) low = middle;
    else high = middle;
  }
  return low;
}

describe('the law of a step given a cause', () => {
  it('averaged over the cause is the law of the step', () => {
    fc.assert(
      fc.property(law, loading, (input, by) => {
        for (const p of [0.1, 0.5, 0.9, 0.99]) {
          const ms = leafOf(input).quantile(p);
          expect(Math.abs(shareWithin(oneKind(by), input, ms) - p)).toBeLessThan(0.004);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('averaged over ordinary requests and incidents is the law of the step, too', () => {
    fc.assert(
      fc.property(
        law,
        fc.double({ min: 0.02, max: 0.3, noNaN: true }),
        fc.double({ min: 0.5, max: 2.5, noNaN: true }),
        loading,
        (input, share, shift, by) => {
          const cause = twoKinds(share, shift, by);
          for (const p of [0.1, 0.5, 0.9, 0.99]) {
            const ms = leafOf(input).quantile(p);
            expect(Math.abs(shareWithin(cause, input, ms) - p)).toBeLessThan(0.006);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is later at every percentile the worse the cause', () => {
    fc.assert(
      fc.property(law, fc.double({ min: 0.2, max: 0.9, noNaN: true }), (input, by) => {
        const cause = oneKind(by);
        const laws = new ConditionalLaws(cause);
        const kind = cause.classes[0]!.class;
        const medians = [-2, -1, 0, 1, 2].map((z) =>
          leafOf(laws.of('step', input, { kind, z })).quantile(0.5),
        );
        expect(medians).toEqual(medians.toSorted((a, b) => a - b));
        expect(medians[4]).toBeGreaterThan(medians[0]!);
      }),
      { numRuns: 30 },
    );
  });

  it('of a log-normal law is log-normal: its median is that of the cause, its spread what is left', () => {
    const input: LatencyInput = { kind: 'range', low: 100, high: 1000 };
    const sigma = Math.log(10) / (2 * normalQuantile(0.95));
    const mu = Math.log(Math.sqrt(100 * 1000));
    const laws = new ConditionalLaws(oneKind(0.6));
    const kind = oneKind(0.6).classes[0]!.class;
    for (const z of [-1.5, 0, 0.7, 2])
      for (const p of [0.1, 0.5, 0.9]) {
        const wanted = Math.exp(mu + sigma * (0.6 * z + 0.8 * normalQuantile(p)));
        const found = leafOf(laws.of('step', input, { kind, z })).quantile(p);
        expect(Math.abs(found / wanted - 1)).toBeLessThan(0.01);
      }
  });

  it('is the law itself where the step follows no cause, or takes always the same', () => {
    const point: LatencyInput = { kind: 'point', ms: 7 };
    const range: LatencyInput = { kind: 'range', low: 1, high: 9 };
    const laws = new ConditionalLaws(oneKind(0));
    const kind = oneKind(0).classes[0]!.class;
    expect(laws.of('step', range, { kind, z: 2 })).toBe(range);
    expect(laws.of('another step', range, { kind, z: 2 })).toBe(range);
    expect(new ConditionalLaws(oneKind(0.5)).of('step', point, { kind, z: 2 })).toBe(point);
  });
});

describe('the rank of a score', () => {
  it('is that of the normal law where there is one kind of requests', () => {
    for (const score of [-2, 0, 1.3])
      expect(rankOf(oneKind(0.4), 'step', score)).toBeCloseTo(normalCdf(score), 12);
  });

  it('rises from 0 to 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.3, noNaN: true }),
        fc.double({ min: 0.5, max: 2.5, noNaN: true }),
        (share, shift) => {
          const cause = twoKinds(share, shift, 0.3);
          const ranks = SCORES.map((score) => rankOf(cause, 'step', score));
          expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
          expect(rankOf(cause, 'step', -12)).toBeCloseTo(0, 9);
          expect(rankOf(cause, 'step', 12)).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

describe('a copula', () => {
  const P = [0.5, 0.9, 0.95, 0.99];

  it('without a cause is what composing says', () => {
    for (const choices of [TODAY, NEXT]) {
      const composed = P.map((p) => latencyEvaluator(PROBLEM).at(choices, 'latency', p) ?? NaN);
      copulaPercentiles(PROBLEM, choices, NO_COMMON_CAUSE, P).forEach((ms, at) =>
        expect(Math.abs(ms / composed[at]! - 1)).toBeLessThan(2e-3),
      );
    }
  });

  it('with a cause that all steps follow spreads more the more they follow it', () => {
    const names = ['plan', 'retrieval', 'crm', 'web', 'files', 'calendar', 'answer', 'verifier'];
    const spread = (by: number): number => {
      const kind: RequestClass = new Map(
        names.map((name) => [name, { mean: 0, spread: 1, loading: by }]),
      );
      const cause = { classes: [{ share: 1, class: kind }], incidents: new Float64Array(0) };
      const [p50 = NaN, p99 = NaN] = copulaPercentiles(PROBLEM, TODAY, cause, [0.5, 0.99]);
      return p99 / p50;
    };
    const spreads = [0, 0.3, 0.6, 0.9].map(spread);
    expect(spreads).toEqual(spreads.toSorted((a, b) => a - b));
    expect(spreads[3]! / spreads[0]!).toBeGreaterThan(1.3);
  });
});
