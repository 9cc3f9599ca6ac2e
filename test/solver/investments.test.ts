import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../src/solver/investment.ts';
import { histogramMean } from '../../src/latency/histogram.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { solve } from '../../src/solver/solve.ts';
import type { AgentResult } from '../../src/solver/result.ts';
import { loadText, problemOf } from '../support/loadText.ts';

const TABLE = `components:
  plan:
    kind: llm
    variants:
      big:   { latency: 2-3s, cost: $0.02 }
      small: { latency: 400-700ms, cost: $0.001, accuracy: -8pt }
  answer: { kind: llm, latency: 1-2s, cost: $0.01 }
evals:
  standard:
    baseline: { accuracy: 90%, architecture: { plan: big } }
    rows:
      - { architecture: { plan: big }, passed: 450/500 }
`;

function spec(investments: string): string {
  return `agents:
  desk:
    want: { latency: { p95: 3s }, accuracy: { at_least: 89% } }
    workflow: [ { step: plan }, { step: answer } ]
    investments: ${investments}
`;
}

function solved(investments: string): AgentResult {
  const answer = solve(problemOf(spec(investments), TABLE));
  if ('tooMany' in answer) throw new Error('two architectures');
  return answer.result;
}

describe('investments', () => {
  it('say how far what is claimed would push the cliff, and change nothing of today', () => {
    const today = solved('{}');
    const result = solved(
      '{ distilled: { quarters: 2, component: plan, faster: 70%, cheaper: 20% } }',
    );
    expect({ ...result, investments: [] }).toEqual({ ...today, investments: [] });
    const [gain] = result.investments;
    expect(gain).toMatchObject({ name: 'distilled', quarters: 2 });
    expect(gain?.accuracyWithinLimit?.today).toBeCloseTo(0.82, 6);
    expect(gain?.accuracyWithinLimit?.claimed).toBeCloseTo(0.9, 6);
    expect(gain?.latencyAtAccuracy?.claimed).toBeLessThan(gain?.latencyAtAccuracy?.today ?? 0);
  });

  it('add claimed points in log odds, against the baseline', () => {
    const [gain] = solved('{ retrieval: { quarters: 1, accuracy: +3pt } }').investments;
    const best = gain?.cliff.at(-1)?.accuracy;
    expect(best).toBeCloseTo(0.93, 9);
    // 82% lies lower on the same curve, where the same step is worth more points.
    const odds = (share: number): number => share / (1 - share);
    const fast = (odds(0.82) * odds(0.93)) / odds(0.9);
    expect(gain?.accuracyWithinLimit?.claimed).toBeCloseTo(fast / (1 + fast), 6);
  });

  it('a lookup that hits too rarely does not move a p95', () => {
    const at = (hit: string) =>
      solved(`{ cache: { quarters: 1, skips: [plan], hit: ${hit}, lookup: 10ms } }`).investments[0]
        ?.latencyAtAccuracy;
    const [rare, often] = [at('30%'), at('97%')];
    expect(rare?.claimed ?? 0).toBeGreaterThan(0.95 * (rare?.today ?? 0));
    expect(often?.claimed ?? 0).toBeLessThan(0.6 * (often?.today ?? 0));
  });

  it.each([
    ['{ x: { quarters: 1 } }', 'nothing is claimed of "x"'],
    ['{ x: { quarters: 1, faster: 30% } }', 'what does "x" make faster or cheaper?'],
    ['{ x: { quarters: 1, component: plam, faster: 30% } }', 'this workflow does not use "plam"'],
    [
      '{ x: { quarters: 1, skips: [plan] } }',
      'a lookup needs both, the steps it skips and its hit rate',
    ],
    ['{ x: { quarters: 1, skips: [plam], hit: 5% } }', 'the workflow has no step "plam"'],
    ['{ x: { quarters: 1, accuracy: +12pt } }', 'would take the baseline outside 0..100%'],
  ])('%s is told in its place', (investments, message) => {
    const { diagnostics, problems } = loadText(spec(investments), TABLE);
    expect(problems).toEqual([]);
    const [error] = diagnostics.filter(({ severity }) => severity === 'error');
    expect(error?.message).toContain(message);
    expect(error?.range?.line).toBe(7);
  });
});

describe('scaled', () => {
  const laws: LatencyInput[] = [
    { kind: 'point', ms: 100 },
    { kind: 'range', low: 100, high: 300 },
    {
      kind: 'quantiles',
      points: [
        { p: 0.5, ms: 100 },
        { p: 0.9, ms: 200 },
      ],
      max: 400,
    },
    { kind: 'mixture', parts: [{ weight: 1, law: { kind: 'point', ms: 50 } }] },
  ];

  it('and scaled back is the same law', () => {
    for (const law of laws) expect(scaled(scaled(law, 0.5), 2)).toEqual(law);
  });

  it('moves a histogram by whole bins, within 1%', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 1, noNaN: true }), (factor) => {
        const law: LatencyInput = {
          kind: 'histogram',
          histogram: {
            zeros: 0,
            bins: new Map([
              [200, 3],
              [250, 1],
            ]),
          },
        };
        const moved = scaled(law, factor);
        if (moved.kind !== 'histogram') throw new Error('it is one still');
        const ratio = histogramMean(moved.histogram) / histogramMean(law.histogram);
        expect(Math.abs(ratio / factor - 1)).toBeLessThan(0.0101);
      }),
    );
  });
});
