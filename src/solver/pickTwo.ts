import {
  ascending,
  asPrinted,
  type Candidate,
  type Corner,
  compareCandidates,
  holdsAll,
  statedCorners,
} from './candidate.ts';
import { subsets } from './enumerate.ts';
import { type Explored, MOST_ENUMERATED } from './explore.ts';
import { least } from './least.ts';
import type { Tool } from './problem.ts';
import type { MostTools } from './search/mostTools.ts';
import type { Ranking } from './search/toolWorth.ts';

/** What one limit would have to give so that all others hold. */
export interface Trade {
  readonly keep: readonly Corner[];
  readonly gives: Corner;
  readonly best: Candidate | null;
  /** False when there were too many architectures to look at all of them. */
  readonly searched: boolean;
  /** Of the tools: an architecture that keeps more of them, though they serve fewer requests. */
  readonly more?: Candidate | null;
  /** Nothing is known of what was not looked at. */
  readonly partly?: boolean;
  /** Where sets of tools were not all considered: what none of them exceeds. */
  readonly atMost?: MostTools['atMost'];
  /** Something keeps the other limits, but what this corner then is, is unknown for all of it. */
  readonly unknown?: boolean;
}

/** One trade per stated limit (docs/rules.md). */
export function pickTwo(space: Explored): Trade[] {
  const stated = statedCorners(space.problem);
  return stated.map((gives) => {
    const keep = stated.filter((corner) => corner !== gives);
    if (gives === 'tools') return bestTools(space, keep);
    const holding = space.candidates.filter(
      (candidate) => candidate.meets('tools') === 'yes' && holdsAll(candidate, keep),
    );
    const best = bestIn(gives, holding);
    return {
      keep,
      gives,
      best,
      searched: true,
      partly: space.epsilon === null,
      unknown: best === null && holding.length > 0,
    };
  });
}

/** Within this of the best, a measured architecture is preferred to a predicted one. */
const AS_GOOD = 0.01;

function bestIn(
  corner: Exclude<Corner, 'tools'>,
  candidates: readonly Candidate[],
): Candidate | null {
  const known = candidates.flatMap((candidate) => {
    const figure = figureOf(candidate, corner);
    return figure === null || !Number.isFinite(figure) ? [] : [{ candidate, figure }];
  });
  const best = known.reduce(
    (lowest, { figure }) => Math.min(lowest, figure),
    Number.POSITIVE_INFINITY,
  );
  const close = known.filter(
    ({ figure, candidate }) =>
      candidate.accuracy.basis === 'measured' && figure <= best + AS_GOOD * Math.abs(best),
  );
  const pool = close.length > 0 ? close : known;
  const first = least(
    pool,
    (a, b) => ascending(a.figure, b.figure) || compareCandidates(a.candidate, b.candidate),
  );
  return first?.candidate ?? null;
}

/** What is minimised. */
function figureOf(candidate: Candidate, corner: Exclude<Corner, 'tools'>): number | null {
  if (corner === 'accuracy')
    return candidate.accuracy.value === null ? null : -candidate.accuracy.value;
  if (corner === 'cost') return candidate.cost.perRequest;
  const ms = candidate.time(corner, primaryOf(candidate, corner));
  return ms === null ? null : asPrinted(ms);
}

function primaryOf(candidate: Candidate, corner: 'latency' | 'ttft' | 'progress'): number {
  return candidate.limits[corner]?.[0]?.p ?? 0.95;
}

/** Most coverage, then most tools, then cheapest. Where a search cannot tell, sets of tools are tried in that order until one holds. */
function bestTools(space: Explored, keep: readonly Corner[]): Trade {
  const found = space.mostTools();
  if (found !== null) {
    const best = least(found.candidates, compareCandidates);
    const { atMost } = found;
    return { keep, gives: 'tools', best, searched: true, atMost, more: moreTools(space, best) };
  }
  const tools = space.problem.tools?.tools ?? [];
  if (space.size.withTools > MOST_ENUMERATED)
    return { keep, gives: 'tools', best: null, searched: false };
  const best = bestRanked(space, keep, rankedToolSets(space, tools, 'coverage'));
  const other = leavesNoMore(best)
    ? null
    : bestRanked(space, keep, rankedToolSets(space, tools, 'count'));
  return { keep, gives: 'tools', best, searched: true, more: keepingMore(best, other) };
}

/** The cheapest architecture with the first group of sets that holds everything else. */
function bestRanked(
  space: Explored,
  keep: readonly Corner[],
  ranked: readonly (readonly (readonly Tool[])[])[],
): Candidate | null {
  for (const sets of ranked) {
    const screened = space
      .keeping(sets)
      .filter((candidate) => !keep.includes('accuracy') || candidate.holds('accuracy'));
    const affordable = screened.filter(
      (candidate) => !keep.includes('cost') || candidate.holds('cost'),
    );
    affordable.sort((a, b) => ascending(a.cost.perRequest, b.cost.perRequest));
    const best = cheapestHolding(affordable, keep);
    if (best) return best;
  }
  return null;
}

/** Where most coverage and most tools are not the same set, the cheapest of those with most tools. */
function moreTools(space: Explored, best: Candidate | null): Candidate | null {
  if (leavesNoMore(best)) return null;
  const other = least(space.mostTools('count')?.candidates ?? [], compareCandidates);
  return keepingMore(best, other);
}

/** Nothing is to be gained by count: no tool was dropped, or nobody knows what those kept serve. */
function leavesNoMore(best: Candidate | null): boolean {
  return (
    best === null || best.choices.tools.length === best.toolCount || best.coverage.share === null
  );
}

function keepingMore(best: Candidate | null, other: Candidate | null): Candidate | null {
  if (best === null || other === null) return null;
  return other.choices.tools.length > best.choices.tools.length ? other : null;
}

/** Candidates come cheapest first; all that tie with the first one that holds are compared in full. */
function cheapestHolding(
  candidates: readonly Candidate[],
  keep: readonly Corner[],
): Candidate | null {
  const first = candidates.find((candidate) => holdsAll(candidate, keep));
  if (first === undefined) return null;
  const ties = candidates.filter(
    (candidate) =>
      ascending(candidate.cost.perRequest, first.cost.perRequest) === 0 &&
      holdsAll(candidate, keep),
  );
  return ties.sort(compareCandidates)[0] ?? first;
}

/** Sets of tools in groups of equal worth, the best first. */
function rankedToolSets(
  space: Explored,
  tools: readonly Tool[],
  by: Ranking,
): (readonly Tool[])[][] {
  const ranked = [...subsets(tools)].map((set) => ({ set, coverage: space.coverageOf(set) ?? -1 }));
  const byCoverage = (a: (typeof ranked)[number], b: (typeof ranked)[number]) =>
    ascending(-a.coverage, -b.coverage);
  const byCount = (a: (typeof ranked)[number], b: (typeof ranked)[number]) =>
    b.set.length - a.set.length;
  ranked.sort((a, b) =>
    by === 'coverage' ? byCoverage(a, b) || byCount(a, b) : byCount(a, b) || byCoverage(a, b),
  );
  const groups: (readonly Tool[])[][] = [];
  ranked.forEach(({ set, coverage }, index) => {
    const before = ranked[index - 1];
    const same =
      before !== undefined &&
      before.set.length === set.length &&
      ascending(before.coverage, coverage) === 0;
    if (same) groups.at(-1)?.push(set);
    else groups.push([set]);
  });
  return groups;
}
