import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { formatPoints } from '../../units/points.ts';
import { formatShare } from '../../units/share.ts';
import { exactDuration, exactMoney, exactShare } from '../../units/exact.ts';
import { listed } from '../../units/listed.ts';
import { percentileName } from '../../units/percentileName.ts';
import { durationBeside, moneyBeside } from './beside.ts';
import { CORNER_WORDS } from './corners.ts';
import { costLimits, missedCost } from './limitedCosts.ts';
import { least } from '../least.ts';
import type { Candidate, Corner, TIME_CORNERS } from '../candidate.ts';
import type { Trade } from '../pickTwo.ts';
import type { Problem } from '../problem.ts';

/** What a trade costs, in a sentence in the units of the corner that gives way. */
export function priceOf(problem: Problem, trade: Trade): string {
  const { best, gives, keep } = trade;
  if (!trade.searched) return 'not searched: too many sets of tools to try them all';
  if (best === null && trade.unknown === true) return unknownPrice(gives);
  if (best === null)
    return keep.length === 0
      ? 'nothing fits'
      : keep.length === 1
        ? `${nothing(trade)} meets the limit on ${words(keep)}`
        : `${nothing(trade)} meets ${words(keep)} together`;
  if (gives === 'accuracy') return accuracyPrice(problem, best);
  if (gives === 'cost') return costPrice(problem, best);
  if (gives === 'tools')
    return `${toolsPrice(problem, best)}${moreWords(trade)}${atMostWords(trade)}`;
  return timePrice(problem, best, gives);
}

/** Nothing exists, or nothing is known to. */
function nothing({ partly }: Trade): string {
  return partly === true ? 'no architecture that was found' : 'no architecture';
}

/** More tools may mean fewer requests served. */
function moreWords({ more }: Trade): string {
  if (more === undefined || more === null) return '';
  const { share, about } = more.coverage;
  const served =
    share === null ? '' : `, but ${about ? 'about ' : ''}${formatShare(share, 0)} served`;
  return `; ${more.choices.tools.length} could stay (${more.choices.tools.join(', ')})${served}`;
}

/** What no set of tools exceeds, where not all of them could be considered. */
function atMostWords({ atMost }: Trade): string {
  if (atMost === undefined || atMost === null) return '';
  const served =
    atMost.coverage === null ? '' : ` or serves more than ${formatShare(atMost.coverage, 0)}`;
  return `; not every set could be considered, but none keeps more than ${atMost.tools}${served}`;
}

/** Something keeps all other limits, but nobody knows what this corner then is. */
function unknownPrice(gives: Corner): string {
  if (gives === 'accuracy' || gives === 'cost')
    return `unknown: nothing says the ${gives} of what keeps the other limits`;
  return 'what keeps the other limits streams nothing, so there is no such time';
}

/** `latency, accuracy and tools`. */
function words(corners: readonly Corner[]): string {
  return listed(corners.map((corner) => CORNER_WORDS[corner]));
}

function accuracyPrice(problem: Problem, best: Candidate): string {
  const wanted = problem.limits.accuracy?.atLeast ?? 0;
  const value = best.value;
  if (best.holds('accuracy'))
    return `accuracy ${formatShare(value, 1)}: the ${exactShare(wanted)} wanted are met`;
  return `accuracy ${formatShare(value, 1)} instead of ${exactShare(wanted)} (${formatPoints(value - wanted)})`;
}

/** Of several percentiles, the one that is furthest from its limit. */
function timePrice(
  problem: Problem,
  best: Candidate,
  corner: (typeof TIME_CORNERS)[number],
): string {
  const times = (problem.limits[corner] ?? []).map(({ p, ms }) => ({
    p,
    ms,
    value: best.time(corner, p),
  }));
  const furthest = least(times, (a, b) => (b.value ?? 0) / b.ms - (a.value ?? 0) / a.ms);
  if (furthest === null || furthest.value === null)
    return 'nothing streams, so there is no such time';
  const { p, ms, value } = furthest;
  const name = `${percentileName(p)} ${durationBeside(value, ms)}`;
  if (best.holds(corner)) return `${name}: the ${exactDuration(ms)} wanted are met`;
  return `${name} instead of ${exactDuration(ms)} (+${formatDuration(value - ms)})`;
}

function costPrice({ limits: { cost: limit } }: Problem, { cost }: Candidate): string {
  const [first] = costLimits(limit);
  const usd = first?.of(cost) ?? null;
  if (first === undefined || usd === null) return 'the cost is unknown';
  const missed = missedCost(limit, cost);
  const { most, per } = missed ?? first;
  const amount = `${moneyBeside(missed?.usd ?? usd, most)} ${per}`;
  return missed === null
    ? `${amount}: the ${exactMoney(most)} wanted are met`
    : `${amount} instead of ${exactMoney(most)} (+${formatMoney(missed.usd - most)})`;
}

function toolsPrice(problem: Problem, best: Candidate): string {
  const all = problem.tools?.tools ?? [];
  const kept = best.choices.tools;
  const { share, about } = best.coverage;
  if (kept.length === all.length) return `all ${all.length} tools stay`;
  const covered =
    share === null
      ? 'the share of requests this serves is unknown'
      : `serves ${about ? 'about ' : ''}${formatShare(share, 0)} of requests`;
  return `${kept.length} of ${all.length} tools${kept.length > 0 ? ` (${kept.join(', ')})` : ''}; ${covered}`;
}
