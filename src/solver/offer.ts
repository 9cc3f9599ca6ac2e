import {
  type Candidate,
  compareCandidates,
  type Corner,
  holdsAll,
  statedCorners,
} from './candidate.ts';
import { least } from './least.ts';
import type { Miss } from './nearMisses.ts';
import type { Trade } from './pickTwo.ts';
import type { Problem } from './problem.ts';

/**
 * The architecture to offer: of what fits, the most accurate of the cheapest (where tools may go, of
 * those that keep most); else the trade that keeps the times asked for, if one does; else what comes
 * closest.
 *
 * @param feasible in order
 */
export function offeredOf(
  feasible: readonly Candidate[],
  trades: readonly Trade[],
  misses: readonly Miss[],
): Candidate | null {
  return (
    fullest(trades, feasible) ??
    bestOffer(feasible) ??
    offeredTrade(trades)?.best ??
    misses[0]?.candidate ??
    null
  );
}

/** Met before unclear, then cheaper, faster, more accurate, id (docs/rules.md). */
export function inOrder(
  problem: Problem,
  found: readonly Candidate[],
  strict: boolean,
): Candidate[] {
  const stated = statedCorners(problem);
  const meets = (candidate: Candidate) =>
    stated.every((corner) => candidate.meets(corner) === 'yes');
  // What was found on few cells is asked again on many: at the very limit the two may differ.
  const feasible = found.filter((candidate) =>
    strict ? meets(candidate) : holdsAll(candidate, stated),
  );
  const judged = feasible.map((candidate) => ({
    candidate,
    unknown: Number(candidate.accuracy.value === null),
    unclear: unclearCorners(candidate, stated),
  }));
  judged.sort(
    (a, b) =>
      a.unknown - b.unknown || a.unclear - b.unclear || compareCandidates(a.candidate, b.candidate),
  );
  return judged.map(({ candidate }) => candidate);
}

/** How many limits only the estimate meets. */
function unclearCorners(candidate: Candidate, stated: readonly Corner[]): number {
  return stated.filter((corner) => candidate.meets(corner) !== 'yes').length;
}

/** Costs within this of the cheapest count as equal when one feasible architecture is to be offered. */
const AS_CHEAP = 1.01;

/** Where tools may go and something fits, no more of them go than have to. */
function fullest(trades: readonly Trade[], feasible: readonly Candidate[]): Candidate | undefined {
  const most = trades.find(({ gives }) => gives === 'tools')?.best ?? null;
  if (most === null || feasible.length === 0 || most.limits.tools.kind === 'all') return undefined;
  return most.meets('tools') === 'yes' ? most : undefined;
}

/** Of the feasible architectures that cost about as little as the first, the most accurate. */
function bestOffer(feasible: readonly Candidate[]): Candidate | undefined {
  const [first] = feasible;
  if (first === undefined || first.cost.perRequest === null) return first;
  const most = first.cost.perRequest * AS_CHEAP;
  const cheap = feasible.filter(
    (each) =>
      each.cost.perRequest !== null &&
      each.cost.perRequest <= most &&
      each.meets('latency') === first.meets('latency'),
  );
  return least(cheap, (a, b) => b.value - a.value || compareCandidates(a, b)) ?? undefined;
}

/** What product asked for in time is kept as long as accuracy or money can give. */
const OFFERED_FIRST: readonly Corner[] = ['accuracy', 'cost'];

function offeredTrade(trades: readonly Trade[]): Trade | undefined {
  const possible = trades.filter(({ best }) => best !== null);
  const first = OFFERED_FIRST.flatMap(
    (corner) => possible.find(({ gives }) => gives === corner) ?? [],
  )[0];
  return first ?? possible.toSorted((a, b) => concession(a) - concession(b))[0];
}

/** How much of a wish is given up: of a time the share it is over, of tools the share of requests no longer served. */
function concession({ gives, best }: Trade): number {
  if (best === null) return Number.POSITIVE_INFINITY;
  if (gives === 'tools')
    return 1 - (best.coverage.share ?? best.choices.tools.length / best.toolCount);
  if (gives === 'accuracy' || gives === 'cost') return 0;
  const limit = best.limits[gives]?.[0];
  return limit ? (best.time(gives, limit.p) ?? Number.POSITIVE_INFINITY) / limit.ms - 1 : 0;
}
