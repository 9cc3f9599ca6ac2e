import { chooseLattice } from '../latency/horizon.ts';
import type { Lattice } from '../latency/law.ts';
import { Candidate, holdsAll, statedCorners } from './candidate.ts';
import type { Choices } from './choices.ts';
import { coverage } from './coverage.ts';
import { enumerate, type SpaceSize, spaceSize, wantedToolSets } from './enumerate.ts';
import { grainOfProblem } from './grain.ts';
import { slowestChoices } from './horizon.ts';
import { type LatencyEvaluator, latencyEvaluator, type TimeCorner } from './latency.ts';
import { LatencyComposer } from './latencyComposer.ts';

import type { Problem, Tool } from './problem.ts';
import type { Watch } from './search/building.ts';
import type { Clocks } from './search/clocks.ts';
import { estimateFeasible } from './search/estimate.ts';
import { countFeasible, mayBeFeasible } from './search/feasible.ts';
import { type MostTools, mostTools } from './search/mostTools.ts';
import { neighbours } from './search/neighbours.ts';
import { type Pool, pool, type ToolsCorner } from './search/pool.ts';
import { searchLattice } from './search/searchLattice.ts';
import type { Ranking } from './search/toolWorth.ts';
import { timeQuestions } from './timeQuestion.ts';

/** What was looked at, and what it found, at the wanted tools. */
export interface Explored {
  readonly problem: Problem;
  readonly size: SpaceSize;
  readonly latencies: LatencyEvaluator;
  /**
   * Every architecture is matched by a candidate up to this share in times, cost and odds of a right
   * answer: 0 when the search was exact, null when nothing is known about what was not looked at.
   */
  readonly epsilon: number | null;
  /** Everything that may answer a question about the limits: all architectures, or those that none beats. */
  readonly candidates: readonly Candidate[];
  /** Architectures that keep every limit: all of them, or those among the candidates. */
  readonly feasible: readonly Candidate[];
  readonly feasibleCount: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly exact: boolean;
  };
  /** Architectures that keep one of these sets of tools. */
  keeping(toolSets: Iterable<readonly Tool[]>): Candidate[];
  /** Architectures with the best set of tools that keeps all other limits; null when only enumeration can tell. */
  mostTools(by?: Ranking): {
    readonly candidates: readonly Candidate[];
    readonly atMost: MostTools['atMost'];
  } | null;
  /** Share of requests that use only these tools; null when unknown. */
  coverageOf(tools: readonly Tool[]): number | null;
}

/** Without a search, everything is enumerated up to here. */
export const MOST_ENUMERATED = 200_000;

/** Up to here, enumeration is as quick as a search, and exact to the last digit of the finer lattice. */
export const FEW = 48;

/** All feasible architectures are listed up to here, and counted up to the second figure. */
const MOST_LISTED = 1_000_000;
const MOST_COUNTED = 10_000_000;

/** Feasible architectures that are looked at in full, to put them in order. */
const MOST_ORDERED = 2_000;

/**
 * @param exact insist on an exact answer, however long it takes
 * @param watch called now and then while it goes on
 * @returns null when it cannot be exact: too many architectures whose steps are coupled in a way that only trying everything follows
 */
export function explore(problem: Problem, exact = false, watch: Watch = () => {}): Explored | null {
  const size = spaceSize(problem);
  const latencies = latencyEvaluator(problem);
  const candidateOf = (choices: Choices) => {
    watch();
    return new Candidate(problem, latencies, choices);
  };
  let atLimits: Clocks | null = null;
  const limitClocks = () => (atLimits ??= clocksAtLimits(problem));
  const shared = {
    problem,
    size,
    latencies,
    keeping: (sets: Iterable<readonly Tool[]>) => [...enumerate(problem, sets)].map(candidateOf),
    mostTools(by: Ranking = 'coverage') {
      if (size.withTools <= FEW) return null;
      const found = mostTools(problem, problem.limits, limitClocks(), by, watch);
      return found && { candidates: found.choices.map(candidateOf), atMost: found.atMost };
    },
    coverageOf: (tools: readonly Tool[]) =>
      coverage(
        problem.tools,
        tools.map(({ name }) => name),
      ).share,
  };
  const most = exact ? Number.POSITIVE_INFINITY : MOST_FOLLOWED;
  const found = size.architectures > FEW ? search(problem, latencies, most, 'number', watch) : null;
  if (found === null && size.architectures <= MOST_ENUMERATED)
    return enumerated(problem, shared, watch);
  if (found === null && exact) return null;
  const candidates = found?.choices.map(candidateOf) ?? neighbours(problem, candidateOf);
  return {
    ...shared,
    epsilon: found === null || found.epsilon > MOST_STATED ? null : found.epsilon,
    candidates,
    ...feasibleIn(problem, size, { candidates, candidateOf, limitClocks }),
  };
}

type Shared = Pick<
  Explored,
  'problem' | 'size' | 'latencies' | 'keeping' | 'mostTools' | 'coverageOf'
>;

function enumerated(problem: Problem, shared: Shared, watch: Watch): Explored {
  const candidates = shared.keeping(wantedToolSets(problem.tools, problem.limits.tools));
  const stated = statedCorners(problem);
  const holding = candidates.filter((candidate) => {
    watch();
    return holdsAll(candidate, stated);
  });
  return {
    ...shared,
    epsilon: 0,
    candidates,
    feasible: holding,
    feasibleCount: exactly(holding.length),
  };
}

function exactly(value: number): Explored['feasibleCount'] {
  return { value, low: value, high: value, exact: true };
}

/** Cells up to half above a limit, to tell both sides of it apart. */
const LIMIT_CELLS = 512;

/** Where times have no spread, many equal a limit: half a cell has to be less than the tolerance of limits. */
const CELLS_WITHOUT_SPREAD = 1024;
const MOST_FINER_COUNT = 16;

/** A larger error says nothing. */
const MOST_STATED = 0.5;

/** Options of a stretch that a search follows unless it has to be exact. */
const MOST_FOLLOWED = 8_000;

/**
 * The architectures at the wanted tools that none beats, on a lattice that reaches from the fastest to
 * the slowest of them; which these are does not hang on the values of limits on time, cost and accuracy.
 *
 * @param most options of a stretch that are followed; with more, nearly equal ones go
 * @param worth what is compared beside times, cost and accuracy: how many tools are kept, or coverage and then their number
 * @returns null when steps are coupled in a way that only enumeration can follow
 */
export function search(
  problem: Problem,
  latencies: LatencyEvaluator,
  most: number = MOST_FOLLOWED,
  worth: ToolsCorner = 'number',
  watch: Watch = () => {},
): Pool | null {
  const questions = timeQuestions(problem);
  const slowest = slowestChoices(problem);
  const clocks = clocksFor(problem, (corner) => {
    const asked = questions.filter((question) => question.corner === corner);
    return searchLattice(latencies, slowest, {
      corner,
      percentiles: asked.map(({ p }) => p),
      grain: grainOfProblem(problem, corner),
    });
  });
  return pool(problem, clocks, questions, { most, worth, watch });
}

/** What a search found, and what it takes to look further. */
interface Found {
  readonly candidates: readonly Candidate[];
  candidateOf(choices: Choices): Candidate;
  limitClocks(): Clocks;
}

function feasibleIn(
  problem: Problem,
  size: SpaceSize,
  { candidates, candidateOf, limitClocks }: Found,
): Pick<Explored, 'feasible' | 'feasibleCount'> {
  const stated = statedCorners(problem);
  const holding = (all: readonly Candidate[]) =>
    all.filter((candidate) => holdsAll(candidate, stated));
  if (size.architectures <= MOST_LISTED) {
    const near = mayBeFeasible(problem, limitClocks(), MOST_ORDERED);
    if (near !== null) {
      const all = holding(near.map(candidateOf));
      return { feasible: all, feasibleCount: exactly(all.length) };
    }
  }
  const known = holding(candidates);
  const count = size.architectures <= MOST_COUNTED ? countFeasible(problem, limitClocks()) : null;
  if (count !== null) return { feasible: known, feasibleCount: exactly(count) };
  const estimate = estimateFeasible(problem, size.architectures, candidateOf, (candidate) =>
    holdsAll(candidate, stated),
  );
  return {
    feasible: known,
    feasibleCount: { ...estimate, value: Math.max(estimate.value, known.length), exact: false },
  };
}

/** Cells enough below the limits to tell both sides of them apart. */
function clocksAtLimits(problem: Problem): Clocks {
  return clocksFor(problem, (corner) => {
    const limits = (problem.limits[corner] ?? []).map(({ ms }) => ms);
    const longest = limits.length > 0 ? Math.max(...limits) : 1000;
    const grain = grainOfProblem(problem, corner);
    const cells = grain === null ? LIMIT_CELLS : CELLS_WITHOUT_SPREAD;
    return chooseLattice(Math.max(1, 1.5 * longest), cells, grain, MOST_FINER_COUNT);
  });
}

/** A composer for every time that is asked about. */
function clocksFor(problem: Problem, latticeOf: (corner: TimeCorner) => Lattice): Clocks {
  const corners = new Set(timeQuestions(problem).map(({ corner }) => corner));
  return new Map(
    [...corners].map((corner) => [corner, new LatencyComposer(problem, latticeOf(corner))]),
  );
}
