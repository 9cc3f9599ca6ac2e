import { describe, expect, it } from 'vitest';
import { chooseLattice } from '../../src/latency/horizon.ts';
import { leafOf } from '../../src/latency/leafOf.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { onLattice } from '../../src/latency/onLattice.ts';
import { cdfAt } from '../../src/latency/quantile.ts';
import { series } from '../../src/latency/series.ts';
import type { Choices } from '../../src/solver/choices.ts';
import { enumerate, wantedToolSets } from '../../src/solver/enumerate.ts';
import { expectedCalls } from '../../src/solver/expectedRuns.ts';
import { grainOfProblem } from '../../src/solver/grain.ts';
import { slowestChoices } from '../../src/solver/horizon.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { Problem } from '../../src/solver/problem.ts';
import { isSurelySlower } from '../../src/solver/search/bounds.ts';
import { remembering } from '../../src/solver/search/remembering.ts';
import { searchLattice } from '../../src/solver/search/searchLattice.ts';
import type { Times } from '../../src/solver/search/times.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';

const PROBLEMS = sampleProblems(20, 20261122, {
  steps: 5,
  tools: 3,
  shortcuts: 2,
  architectures: 300,
  unknown: 0.1,
  unknownPrices: true,
  tangles: true,
  jumps: true,
  saves: true,
  skipsBranches: true,
  skipsSigns: true,
});

function architectures(problem: Problem): Choices[] {
  return [...enumerate(problem, wantedToolSets(problem.tools, problem.limits.tools))];
}

describe('what is made once', () => {
  it('is the law of a statement, and that law on each lattice', () => {
    const input: LatencyInput = { kind: 'range', low: 600, high: 900 };
    const lattice = chooseLattice(2000, 256);
    expect(leafOf(input)).toBe(leafOf(input));
    expect(onLattice(input, lattice)).toBe(onLattice(leafOf(input), { ...lattice }));
    expect(onLattice(input, chooseLattice(2000, 512))).not.toBe(onLattice(input, lattice));
  });

  it('counts calls as they are counted afresh, for every architecture', () => {
    for (const problem of PROBLEMS) {
      for (const choices of architectures(problem)) {
        // A copy of the problem remembers nothing.
        expect(expectedCalls(problem, choices)).toEqual(expectedCalls({ ...problem }, choices));
      }
    }
  });

  it('combines the same two times once, in the order given', () => {
    const [a, b] = [
      { law: null, signs: [] },
      { law: null, signs: [] },
    ] as unknown as Times[];
    let made = 0;
    const combine = remembering((one) => {
      made += 1;
      return { ...one };
    });
    expect(combine(a!, b!)).toBe(combine(a!, b!));
    expect(combine(b!, a!)).not.toBe(combine(a!, b!));
    expect(made).toBe(2);
  });
});

describe('what is not made', () => {
  const lattice = chooseLattice(4000, 512);
  const laws = [
    { kind: 'range', low: 300, high: 800 },
    { kind: 'range', low: 100, high: 2500 },
    { kind: 'point', ms: 700 },
  ].map((input) => onLattice(input as LatencyInput, lattice));

  it('surely breaks the bound', () => {
    let seen = 0;
    for (const a of laws) {
      for (const b of laws) {
        for (let ms = 200; ms < 4000; ms += 50) {
          const bounds = { ends: [{ p: 0.95, ms }], cost: Number.POSITIVE_INFINITY };
          const beyond = isSurelySlower(a, b, bounds);
          const reached = cdfAt(series(a, b), ms);
          if (beyond) expect(reached).toBeLessThan(0.95);
          else expect(reached).toBeGreaterThanOrEqual(0.95 - 2e-9);
          seen += Number(beyond);
        }
      }
    }
    expect(seen).toBeGreaterThan(100);
  });
});

describe('the lattice of a search', () => {
  it('is that of the exact percentile, though a rough look mostly tells', () => {
    for (const problem of PROBLEMS) {
      const slowest = slowestChoices(problem);
      const grain = grainOfProblem(problem, 'latency');
      const latencies = latencyEvaluator(problem);
      const exact = latencyEvaluator({ ...problem }).at(slowest, 'latency', 0.95) ?? 1;
      expect(
        searchLattice(latencies, slowest, { corner: 'latency', percentiles: [0.95], grain }),
      ).toEqual(chooseLattice(Math.max(1, 1.25 * exact), 1024, grain, 2));
    }
  });
});
