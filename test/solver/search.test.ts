import { describe, expect, it } from 'vitest';
import { chooseLattice } from '../../src/latency/horizon.ts';
import { quantile } from '../../src/latency/quantile.ts';
import { accuracyOf } from '../../src/solver/accuracy.ts';
import { LATENCY_TOLERANCE } from '../../src/solver/candidate.ts';
import type { Choices } from '../../src/solver/choices.ts';
import { costOf } from '../../src/solver/cost.ts';
import { coverage } from '../../src/solver/coverage.ts';
import { enumerate, spaceSize, subsets, wantedToolSets } from '../../src/solver/enumerate.ts';
import { firstProgress, firstToken } from '../../src/solver/firstOutput.ts';
import { LatencyComposer } from '../../src/solver/latencyComposer.ts';
import type { Limits, Problem } from '../../src/solver/problem.ts';
import type { Clocks } from '../../src/solver/search/clocks.ts';
import { countFeasible, mayBeFeasible } from '../../src/solver/search/feasible.ts';
import { mostTools } from '../../src/solver/search/mostTools.ts';
import { pool } from '../../src/solver/search/pool.ts';
import type { TimeQuestion } from '../../src/solver/timeQuestion.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';

/** Every feature of a workflow; what couples steps too much for a search is left out of the comparison. */
const EVERYTHING = {
  steps: 6,
  tools: 4,
  shortcuts: 2,
  architectures: 1500,
  unknown: 0.1,
  unknownPrices: true,
  tangles: true,
  jumps: true,
  saves: true,
  skipsBranches: true,
  skipsSigns: true,
};

const P = 0.95;
const QUESTIONS: readonly TimeQuestion[] = [{ corner: 'latency', p: P }];

/** Every time on the same lattice. */
function clocksOf(composer: LatencyComposer): Clocks {
  return new Map((['latency', 'ttft', 'progress'] as const).map((corner) => [corner, composer]));
}

/** A percentile as enumeration composes it; Infinity where the time does not exist. */
function timeOf(
  problem: Problem,
  composer: LatencyComposer,
  choices: Choices,
  { corner, p }: TimeQuestion,
): number {
  const law =
    corner === 'latency'
      ? composer.endToEnd(choices)
      : corner === 'ttft'
        ? firstToken(problem, composer, choices)
        : firstProgress(problem, composer, choices);
  return law === null ? Number.POSITIVE_INFINITY : quantile(law, p);
}

/** One lattice for both sides of a comparison, long enough for every architecture of the samples. */
function composerOf(problem: Problem): LatencyComposer {
  return new LatencyComposer(problem, chooseLattice(120_000, 512));
}

interface Figures {
  readonly choices: Choices;
  readonly basis: string;
  readonly time: number;
  readonly cost: number;
  readonly accuracy: number;
  readonly tools: number;
}

function figuresOf(problem: Problem, composer: LatencyComposer, choices: Choices): Figures {
  const { basis, value } = accuracyOf(problem, choices);
  return {
    choices,
    basis,
    time: quantile(composer.endToEnd(choices), P),
    cost: costOf(problem, choices).perRequest ?? Number.POSITIVE_INFINITY,
    accuracy: basis === 'unknown' ? 0 : (value ?? 0),
    tools: choices.tools.length,
  };
}

/** Larger by more than a share of it. */
function above(a: number, b: number, share = 1e-8): boolean {
  return a > b && (!Number.isFinite(a) || a - b > share * Math.max(Math.abs(a), Math.abs(b)));
}

function matches(a: Figures, b: Figures, share = 1e-8): boolean {
  const slower = above(a.time, b.time, share) || above(a.cost, b.cost, share);
  return (
    a.basis === b.basis && !slower && !above(b.accuracy, a.accuracy, share) && a.tools >= b.tools
  );
}

/** Clearly better somewhere, and worse nowhere by even the rounding of sums. */
function beats(a: Figures, b: Figures): boolean {
  const better =
    above(b.time, a.time, 1e-6) ||
    above(b.cost, a.cost, 1e-6) ||
    above(a.accuracy, b.accuracy, 1e-6);
  return matches(a, b, 1e-12) && (better || a.tools > b.tools);
}

/** Random limits between the extremes of all architectures. */
function limitsWithin(all: readonly Figures[], problem: Problem, part: number): Limits {
  const times = all
    .map(({ time }) => time)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const accuracies = all.map(({ accuracy }) => accuracy).sort((a, b) => a - b);
  const at = (values: readonly number[], share: number) =>
    values[Math.floor(share * (values.length - 1))] ?? 1;
  return {
    ...problem.limits,
    latency: [{ p: P, ms: at(times, part) * 1.0001 }],
    accuracy: { atLeast: at(accuracies, part) - 1e-4, tasks: new Map() },
    cost: null,
  };
}

function keeps(limits: Limits, figures: Figures): boolean {
  const ms = limits.latency?.[0]?.ms ?? Number.POSITIVE_INFINITY;
  const enough =
    limits.accuracy === null ||
    (figures.basis !== 'unknown' && figures.accuracy >= limits.accuracy.atLeast - 1e-9);
  return enough && figures.time <= ms * LATENCY_TOLERANCE;
}

/** Limits on the first token, or on a second percentile and the first sign of work, beside the others. */
function withTimes(limits: Limits, kind: number): Limits {
  const [first] = limits.latency ?? [];
  const ms = first?.ms ?? 1000;
  if (kind === 0) return { ...limits, ttft: null, progress: null };
  if (kind === 1) return { ...limits, ttft: [{ p: 0.9, ms: 0.8 * ms }], progress: null };
  return {
    ...limits,
    latency: [...(limits.latency ?? []), { p: 0.5, ms: 0.6 * ms }],
    ttft: null,
    progress: [{ p: 0.95, ms: 0.5 * ms }],
  };
}

function keepsTimes(
  problem: Problem,
  composer: LatencyComposer,
  limits: Limits,
  { choices }: Figures,
): boolean {
  return (['latency', 'ttft', 'progress'] as const).every((corner) =>
    (limits[corner] ?? []).every(
      ({ p, ms }) => timeOf(problem, composer, choices, { corner, p }) <= ms * LATENCY_TOLERANCE,
    ),
  );
}

/** Random problems with every feature on: the first 500 seeds that leave no more to try than a test can. */
const problems = sampleProblems(500, 2026, EVERYTHING).filter(
  (problem) => spaceSize(problem).architectures <= 1500,
);

/** Steps that stream are often called twice: the answer starts in the last call, work is seen in the first. */
function callingTwice(problem: Problem): Problem {
  const calls = [
    { count: 1, share: 0.6 },
    { count: 2, share: 0.4 },
  ];
  return {
    ...problem,
    steps: problem.steps.map((step) => (step.streams ? { ...step, calls } : step)),
  };
}

/** The first half of them, where more is compared of each. */
const half = problems.slice(0, problems.length / 2);

describe('the exact search, against trying everything, on random problems with every feature', () => {
  it('finds something as good as every architecture, and nothing that another one beats', () => {
    let compared = 0;
    for (const problem of problems) {
      const composer = composerOf(problem);
      const found = pool(problem, clocksOf(composer), QUESTIONS)?.choices.map((choices) =>
        figuresOf(problem, composer, choices),
      );
      if (found === undefined) continue;
      compared += 1;
      const all = [...enumerate(problem, wantedToolSets(problem.tools, problem.limits.tools))].map(
        (choices) => figuresOf(problem, composer, choices),
      );
      const uncovered = all.filter((each) => !found.some((other) => matches(other, each)));
      const beaten = found.filter((each) => all.some((other) => beats(other, each)));
      expect({ uncovered, beaten }).toEqual({ uncovered: [], beaten: [] });
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('finds the same where there are up to 100,000', () => {
    const large = sampleProblems(60, 4, { ...EVERYTHING, steps: 9, architectures: 100_000 })
      .filter((problem) => spaceSize(problem).architectures > 5_000)
      .slice(0, 3);
    expect(large).toHaveLength(3);
    for (const problem of large) {
      const composer = composerOf(problem);
      const found = pool(problem, clocksOf(composer), QUESTIONS)?.choices.map((choices) =>
        figuresOf(problem, composer, choices),
      );
      if (found === undefined) continue;
      const sets = wantedToolSets(problem.tools, problem.limits.tools);
      for (const choices of enumerate(problem, sets)) {
        const each = figuresOf(problem, composer, choices);
        if (!found.some((other) => matches(other, each))) expect.fail(`uncovered: ${each.time}`);
        for (const other of found) if (beats(each, other)) expect.fail(`beaten: ${other.time}`);
      }
    }
  });

  it('follows several percentiles, first tokens and first signs of work at once', () => {
    const asked: readonly (readonly TimeQuestion[])[] = [
      [
        { corner: 'latency', p: 0.5 },
        { corner: 'latency', p: 0.99 },
      ],
      [{ corner: 'ttft', p: 0.95 }],
      [{ corner: 'progress', p: 0.5 }],
      [
        { corner: 'latency', p: 0.95 },
        { corner: 'ttft', p: 0.9 },
      ],
      [
        { corner: 'latency', p: 0.5 },
        { corner: 'ttft', p: 0.95 },
        { corner: 'progress', p: 0.95 },
      ],
    ];
    let compared = 0;
    half.map(callingTwice).forEach((problem, index) => {
      const questions = asked[index % asked.length] ?? QUESTIONS;
      const composer = composerOf(problem);
      const pointOf = (choices: Choices) => {
        const { basis, cost, accuracy, tools } = figuresOf(problem, composer, choices);
        const times = questions.map((question) => timeOf(problem, composer, choices, question));
        return { basis, point: [...times, cost, -accuracy, -tools] };
      };
      const found = pool(problem, clocksOf(composer), questions)?.choices.map(pointOf);
      if (found === undefined) return;
      compared += 1;
      const all = [...enumerate(problem, wantedToolSets(problem.tools, problem.limits.tools))].map(
        pointOf,
      );
      const noWorse = (a: (typeof all)[number], b: (typeof all)[number], share: number) =>
        a.basis === b.basis && a.point.every((value, at) => !above(value, b.point[at] ?? 0, share));
      const better = (a: (typeof all)[number], b: (typeof all)[number]) =>
        a.point.some((value, at) => above(b.point[at] ?? 0, value, 1e-6));
      const uncovered = all.filter((each) => !found.some((other) => noWorse(other, each, 1e-8)));
      const beaten = found.filter((each) =>
        all.some((other) => noWorse(other, each, 1e-12) && better(other, each)),
      );
      expect({ uncovered, beaten }).toEqual({ uncovered: [], beaten: [] });
    });
    expect(compared).toBeGreaterThan(100);
  });

  it('states how far it is from exact where it follows few options only', () => {
    let thinned = 0;
    for (const problem of half) {
      const composer = composerOf(problem);
      const found = pool(problem, clocksOf(composer), QUESTIONS, { most: 5 });
      if (found === null) continue;
      const { choices, epsilon } = found;
      // What went unmatched is said to be unknown, not guessed.
      if (!Number.isFinite(epsilon)) continue;
      const kept = choices.map((each) => figuresOf(problem, composer, each));
      const factor = (1 + epsilon) * (1 + 1e-8);
      const odds = ({ accuracy }: Figures) => accuracy / (1 - accuracy);
      const covers = (a: Figures, b: Figures) =>
        a.basis === b.basis &&
        a.tools >= b.tools &&
        a.time <= b.time * factor &&
        a.cost <= b.cost * factor &&
        odds(a) * factor >= odds(b);
      const all = [...enumerate(problem, wantedToolSets(problem.tools, problem.limits.tools))];
      const uncovered = all
        .map((each) => figuresOf(problem, composer, each))
        .filter((each) => !kept.some((other) => covers(other, each)));
      expect(uncovered).toEqual([]);
      thinned += Number(epsilon > 0);
    }
    expect(thinned).toBeGreaterThan(10);
  });

  it('counts exactly the feasible architectures, and lists them with those that nearly are', () => {
    let compared = 0;
    let counted = 0;
    half.forEach((problem, index) => {
      const composer = composerOf(problem);
      const all = [...enumerate(problem, wantedToolSets(problem.tools, problem.limits.tools))].map(
        (choices) => figuresOf(problem, composer, choices),
      );
      const limits = withTimes(
        limitsWithin(all, problem, 0.2 + 0.6 * ((index % 7) / 6)),
        index % 3,
      );
      const limited = { ...problem, limits };
      const found = countFeasible(limited, clocksOf(composer));
      if (found === null) return;
      compared += 1;
      const expected = all.filter(
        (each) => keeps(limits, each) && keepsTimes(problem, composer, limits, each),
      );
      counted += expected.length;
      expect(found).toBe(expected.length);
      const near = mayBeFeasible(limited, clocksOf(composer), 10_000) ?? [];
      const names = (choices: Choices) =>
        JSON.stringify([[...choices.values], choices.tools, choices.order]);
      const listed = new Set(near.map(names));
      expect(expected.filter(({ choices }) => !listed.has(names(choices)))).toEqual([]);
      expect(listed.size).toBe(near.length);
      if (index < 20)
        expect(mayBeFeasible(limited, clocksOf(composer), near.length - 1)).toBe(null);
    });
    expect(compared).toBeGreaterThan(100);
    expect(counted).toBeGreaterThan(1000);
  });

  it('keeps the best tools: most coverage, then most tools, then cheapest', () => {
    let compared = 0;
    let given = 0;
    half.forEach((problem, index) => {
      const tools = problem.tools?.tools ?? [];
      const group = problem.tools;
      if (group === null || spaceSize(problem).withTools > 1500) return;
      const composer = composerOf(problem);
      const all = [...enumerate(problem, subsets(tools))].map((choices) =>
        figuresOf(problem, composer, choices),
      );
      const limits = limitsWithin(all, problem, 0.1 + 0.5 * ((index % 5) / 4));
      const found = mostTools(problem, limits, clocksOf(composer));
      if (found === null) return;
      expect(found.atMost).toBeNull();
      compared += 1;
      const holding = all.filter((each) => keeps(limits, each));
      const byCount = mostTools(problem, limits, clocksOf(composer), 'count')?.choices ?? [];
      expect(byCount[0]?.tools.length ?? -1).toBe(
        Math.max(-1, ...holding.map((each) => each.tools)),
      );
      const worth = ({ choices }: Figures) => coverage(group, choices.tools).share;
      // With a tool of unknown use among those dropped, coverage is unknown and ranks below any known one.
      const ranked = holding.filter(
        (each) => worth(each) !== null || holding.every((other) => worth(other) === null),
      );
      const most = Math.max(...ranked.map((each) => worth(each) ?? 0));
      const covering = ranked.filter((each) => (worth(each) ?? 0) >= most - 1e-9);
      const count = Math.max(...covering.map((each) => each.tools));
      const cheapest = Math.min(
        ...covering.filter((each) => each.tools === count).map(({ cost }) => cost),
      );
      const best = found.choices.map((choices) => figuresOf(problem, composer, choices))[0];
      if (best === undefined) {
        expect(holding).toEqual([]);
        return;
      }
      given += best.tools < tools.length ? 1 : 0;
      if (
        worth(best) !== null ||
        ranked.every((each) => worth(each) === null && tools.every(({ usedBy }) => usedBy === null))
      ) {
        expect(worth(best) ?? 0).toBeCloseTo(most, 9);
        expect(best.tools).toBe(count);
        expect(above(best.cost, cheapest)).toBe(false);
      }
      expect(keeps(limits, best)).toBe(true);
    });
    expect(compared).toBeGreaterThan(60);
    expect(given).toBeGreaterThan(10);
  });
});
