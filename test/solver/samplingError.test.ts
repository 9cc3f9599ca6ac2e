import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDuration, emptyHistogram } from '../../src/latency/histogram.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import { Candidate } from '../../src/solver/candidate.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { Option, Problem } from '../../src/solver/problem.ts';
import { jointExcess, SamplingError } from '../../src/solver/samplingError.ts';
import { samplingParts } from '../../src/solver/samplingParts.ts';
import { PROBLEM, TODAY } from '../support/dependentTraces.ts';
import { mulberry32 } from '../support/mulberry32.ts';

const P95 = 0.95;

/** A law measured on n calls, log-normal around the median. */
function measured(median: number, n: number, random: () => number): LatencyInput {
  const histogram = emptyHistogram();
  for (let call = 0; call < n; call++)
    addDuration(histogram, median * Math.exp(0.5 * normalQuantile(random())));
  return { kind: 'histogram', histogram };
}

/** The problem with every law measured on n calls. */
function measuredProblem(n: number, seed: number): Problem {
  const random = mulberry32(seed);
  const again = (option: Option, at: number): Option => ({
    ...option,
    latency: measured(300 * (at + 1), n, random),
    ttft: measured(150 * (at + 1), n, random),
  });
  return {
    ...PROBLEM,
    steps: PROBLEM.steps.map((step) => ({ ...step, options: step.options.map(again) })),
    tools: PROBLEM.tools && {
      ...PROBLEM.tools,
      tools: PROBLEM.tools.tools.map((tool) => ({ ...tool, options: tool.options.map(again) })),
    },
  };
}

describe('the chance that two scores lie below one place', () => {
  it('is p (1 - p) above independence for the same score, and nothing for independent ones', () => {
    expect(jointExcess(0.95, 1)).toBeCloseTo(0.0475, 6);
    expect(jointExcess(0.5, 1)).toBeCloseTo(0.25, 6);
    expect(jointExcess(0.95, 0)).toBe(0);
  });

  it('of medians is asin(s) / 2π (Sheppard 1899)', () => {
    for (const s of [0.1, 0.5, 0.9])
      expect(jointExcess(0.5, s)).toBeCloseTo(Math.asin(s) / (2 * Math.PI), 6);
  });

  it('rises with the correlation', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), share, share, (p, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(jointExcess(p, low)).toBeLessThanOrEqual(jointExcess(p, high) + 1e-12);
      }),
    );
  });
});

describe('the interval of a composed percentile', () => {
  it('is none where people stated every law', () => {
    expect(new SamplingError(PROBLEM).of(TODAY, 'latency', P95)).toBeNull();
    expect(latencyEvaluator(PROBLEM).interval(TODAY, 'latency', P95)).toBeNull();
  });

  it('covers the percentile of the true laws about nine times in ten', () => {
    const truth = latencyEvaluator(measuredProblem(60_000, 1), 256).at(TODAY, 'latency', P95)!;
    let covered = 0;
    const sets = 80;
    for (let set = 0; set < sets; set++) {
      const { low, high } = latencyEvaluator(measuredProblem(200, 100 + set), 256).interval(
        TODAY,
        'latency',
        P95,
      )!;
      if (low! <= truth && truth <= high!) covered += 1;
    }
    // The standard error of 90% of 80 is 3.4 points.
    expect(covered / sets).toBeGreaterThan(0.8);
  });

  it.each(['ttft', 'progress'] as const)('covers that of %s as often', (corner) => {
    const truth = latencyEvaluator(measuredProblem(60_000, 1), 256).at(TODAY, corner, P95)!;
    const sets = 60;
    let covered = 0;
    for (let set = 0; set < sets; set++) {
      const evaluator = latencyEvaluator(measuredProblem(200, 100 + set), 256);
      const { low, high } = evaluator.interval(TODAY, corner, P95)!;
      if (low! <= truth && truth <= high!) covered += 1;
    }
    // The standard error of 90% of 60 is 3.9 points.
    expect(covered / sets).toBeGreaterThan(0.78);
  });

  it('of the first token rests on fewer calls than that of the end, and no later ones', () => {
    const problem = measuredProblem(200, 3);
    const names = (corner: 'latency' | 'ttft') => samplingParts(problem, TODAY, corner);
    const verifier = problem.steps.find(({ name }) => name === 'verifier')!.options[0]!.latency;
    const answer = problem.steps.find(({ name }) => name === 'answer')!.options[0]!;
    expect(names('latency').map(({ input }) => input)).toContain(verifier);
    expect(names('ttft').map(({ input }) => input)).not.toContain(verifier);
    expect(names('ttft')).toContainEqual({ input: answer.ttft, runs: 1 });
    expect(names('ttft').map(({ input }) => input)).not.toContain(answer.latency);
  });

  it('of the first token is that of the end where a verdict holds the answer back', () => {
    const problem = measuredProblem(200, 3);
    const blocked: Problem = {
      ...problem,
      steps: problem.steps.map((step) =>
        step.name === 'verifier'
          ? { ...step, onReject: { redo: 'answer', chance: 0.1, times: 1 } }
          : step,
      ),
    };
    expect(samplingParts(blocked, TODAY, 'ttft')).toEqual(samplingParts(blocked, TODAY, 'latency'));
  });

  it('does not exist where nothing streams', () => {
    const silent = measuredProblem(200, 3);
    const steps = silent.steps.map((step) => ({ ...step, streams: false }));
    expect(latencyEvaluator({ ...silent, steps }).interval(TODAY, 'ttft', P95)).toBeNull();
  });

  it('halves with four times the calls', () => {
    const of = (n: number) => new SamplingError(measuredProblem(n, 5)).of(TODAY, 'latency', P95)!;
    expect(of(400) / of(1600)).toBeGreaterThan(1.8);
    expect(of(400) / of(1600)).toBeLessThan(2.2);
  });
});

describe.each(['latency', 'ttft', 'progress'] as const)(
  'a limit on %s that only the estimate keeps',
  (corner) => {
    const problem = measuredProblem(200, 7);
    const p95 = latencyEvaluator(problem).at(TODAY, corner, P95)!;
    const meets = (ms: number) => {
      const limited = { ...problem, limits: { ...problem.limits, [corner]: [{ p: P95, ms }] } };
      const candidate = new Candidate(limited, latencyEvaluator(limited), TODAY);
      return [candidate.holds(corner), candidate.meets(corner)];
    };

    it('is unclear, but holds; far from it the verdict is plain', () => {
      expect(meets(p95 * 1.01)).toEqual([true, 'unclear']);
      expect(meets(p95 * 1.5)).toEqual([true, 'yes']);
      expect(meets(p95 * 0.99)).toEqual([false, 'no']);
    });
  },
);
