import {
  ascending,
  type Candidate,
  compareCandidates,
  holdsAll,
  statedCorners,
} from '../candidate.ts';
import { cliff } from '../cliff.ts';
import { type RelaxedLimit, relaxations } from '../explain/relaxations.ts';
import type { Explored } from '../explore.ts';
import { type Miss, nearMisses } from '../nearMisses.ts';
import { inOrder, offeredOf } from '../offer.ts';
import { pickTwo, type Trade } from '../pickTwo.ts';
import { priceOf } from '../words/price.ts';
import type { Limits, Problem } from '../problem.ts';
import { proposalFor } from '../words/proposal.ts';
import type { Proposal } from '../result.ts';
import type { Ranking } from '../search/toolWorth.ts';
import { type Reach, reachOf } from './reach.ts';
import { sameTools } from './sameTools.ts';
import { ByTools } from './byTools.ts';
import { NOTHING_COMPOSED, StoredCandidate } from './storedCandidate.ts';
import type { WhatIf } from './whatIf.ts';

/** What other limits would change, in the words and by the rules of `solve`. */
export interface WhatIfAnswer {
  readonly problem: Problem;
  /** In order: met before unclear, cheaper, faster, more accurate. */
  readonly feasible: readonly Candidate[];
  /** Every architecture that fits is among the feasible ones; else only those that none beats. */
  readonly complete: boolean;
  readonly trades: readonly (Trade & { readonly price: string })[];
  readonly nearMisses: readonly Miss[];
  readonly relaxations: readonly RelaxedLimit[];
  /** Best accuracy within each time, fastest first. */
  readonly cliff: readonly Candidate[];
  readonly offered: Candidate | null;
  readonly reach: Reach;
  readonly proposal: Proposal;
}

/** Answers from stored architectures what `solve` would answer about the same limits. */
export function answer(stored: WhatIf, limits: Limits, strict = false): WhatIfAnswer {
  const problem: Problem = { ...stored.problem, limits };
  const all = stored.architectures.map((each) => new StoredCandidate(problem, each));
  const asAsked = sameTools(limits.tools, stored.problem.limits.tools);
  const candidates = all.filter((candidate) =>
    asAsked ? candidate.stored.wanted : candidate.meets('tools') === 'yes',
  );
  const complete = asAsked && stored.complete;
  const stated = statedCorners(problem);
  const atWanted = (complete ? all : candidates).filter(
    (candidate) => candidate.meets('tools') === 'yes',
  );
  const fitting = atWanted.filter((candidate) => holdsAll(candidate, stated));
  const feasible = inOrder(problem, fitting, strict);
  const space = spaceOf({ ...stored, problem }, candidates, all, feasible);
  const trades = pickTwo(space);
  const misses = nearMisses(problem, candidates);
  const offered = offeredOf(feasible, trades, misses);
  return {
    problem,
    feasible,
    complete,
    trades: trades.map((trade) => ({ ...trade, price: priceOf(problem, trade) })),
    nearMisses: misses,
    relaxations: feasible.length > 0 ? [] : relaxations(space, trades, strict),
    cliff: cliff(problem, candidates),
    offered,
    reach: reachOf(problem, atWanted, all),
    proposal: proposalFor(problem, offered),
  };
}

/** The stored architectures as a space that was explored. */
function spaceOf(
  { problem, everySet }: Pick<WhatIf, 'problem' | 'everySet'>,
  candidates: readonly StoredCandidate[],
  all: readonly StoredCandidate[],
  feasible: readonly Candidate[],
): Explored {
  const { length } = feasible;
  const byTools = new ByTools(all);
  return {
    problem,
    candidates,
    feasible,
    feasibleCount: { value: length, low: length, high: length, exact: true },
    size: { architectures: candidates.length, withTools: all.length },
    latencies: NOTHING_COMPOSED,
    epsilon: 0,
    keeping: (sets) => [...sets].flatMap((set) => byTools.just(set)),
    coverageOf: (tools) => byTools.just(tools)[0]?.coverage.share ?? null,
    // Where few architectures are tried one by one, so are these.
    mostTools: (by = 'coverage') =>
      everySet ? null : { candidates: mostTools(problem, all, by), atMost: null },
  };
}

/** Most coverage, then most tools, or just most tools; of those that tie, all (docs/rules.md). */
function mostTools(problem: Problem, all: readonly Candidate[], by: Ranking): Candidate[] {
  const others = statedCorners(problem).filter((corner) => corner !== 'tools');
  const covers = (candidate: Candidate) =>
    by === 'coverage' ? (candidate.coverage.share ?? -1) : 0;
  const compare = (a: Candidate, b: Candidate) =>
    ascending(-covers(a), -covers(b)) || b.choices.tools.length - a.choices.tools.length;
  const holding = all.filter((candidate) => holdsAll(candidate, others));
  const best = holding.reduce<Candidate | null>(
    (first, candidate) => (first === null || compare(candidate, first) < 0 ? candidate : first),
    null,
  );
  if (best === null) return [];
  return holding.filter((each) => compare(each, best) === 0).toSorted(compareCandidates);
}
