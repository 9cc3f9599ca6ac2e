import type { Corner } from '../solver/candidate.ts';
import type { Counterproposal } from '../solver/counterproposal.ts';
import type { GivenUp } from '../solver/givenUp.ts';
import { listed } from '../units/listed.ts';
import { durationBeside } from '../solver/words/beside.ts';
import { CORNER_WORDS } from '../solver/words/corners.ts';
import { limitedCostWords, missedCost, missedCostWords } from '../solver/words/limitedCosts.ts';
import type { TimeCorner } from '../solver/latency.ts';
import type { AgentResult, Architecture, WrittenLimits } from '../solver/result.ts';
import { formatDuration } from '../units/duration.ts';
import { formatPoints } from '../units/points.ts';
import { differences, type Figures } from '../solver/words/reason.ts';
import type { AgentProposal } from './proposalReport.ts';
import { limitWords } from './limitWords.ts';
import { accuracyWords, toolsWords } from './words.ts';

type Asked = Pick<AgentResult, 'limits'>;

/** One limit: what was asked, what is offered. */
export interface AskedAndOffered {
  readonly corner: string;
  readonly asked: string;
  readonly offered: string;
  /** `kept`, or by how much it gives way. */
  readonly verdict: string;
}

/** Every stated limit beside what the offer makes of it. */
export function askedAndOffered(result: Asked, offer: Counterproposal): AskedAndOffered[] {
  const { architecture } = offer;
  return (Object.keys(architecture.meets) as Corner[]).map((corner) => ({
    corner: CORNER_WORDS[corner],
    asked: limitWords(only(result, corner), corner === 'tools' ? architecture.tools.of : 0),
    offered: offeredWords(corner, result, architecture),
    verdict: offer.gives.includes(corner)
      ? givesWords(corner, result, architecture)
      : architecture.meets[corner] === 'unclear'
        ? 'kept, not certain'
        : 'kept',
  }));
}

/** The result with one limit only, so that words speak of that one. */
function only(result: Asked, corner: Corner): Asked {
  const { limits } = result;
  const none: WrittenLimits = {
    latency: null,
    ttft: null,
    progress: null,
    deadline: null,
    accuracy: null,
    tools: limits.tools,
    cost: null,
  };
  return { ...result, limits: { ...none, ...pick(limits, corner) } };
}

function pick(limits: WrittenLimits, corner: Corner): Partial<WrittenLimits> {
  if (corner === 'latency') return { latency: limits.latency, deadline: limits.deadline };
  return corner === 'tools' ? {} : { [corner]: limits[corner] };
}

function offeredWords(corner: Corner, result: Asked, architecture: Architecture): string {
  if (corner === 'accuracy') return accuracyWords(architecture.accuracy, result);
  if (corner === 'tools') return toolsWords(architecture.tools);
  if (corner === 'cost') return limitedCostWords(result.limits.cost, architecture.cost).join(', ');
  return timesAsked(corner, result)
    .map(([percentile, ms]) => {
      const reached = reachedAt(architecture, corner, percentile);
      return `${percentile} ${reached === null ? '–' : durationBeside(reached, ms)}`;
    })
    .join(', ');
}

/** Limits on a time by percentile, ms; a deadline is one on p95. */
function timesAsked(corner: TimeCorner, { limits }: Asked): (readonly [string, number])[] {
  if (corner === 'latency' && limits.deadline !== null) return [['p95', limits.deadline]];
  return Object.entries(limits[corner] ?? {});
}

/** Milliseconds; null where there is no such time. */
function reachedAt(
  { latency, shown }: Architecture,
  corner: TimeCorner,
  percentile: string,
): number | null {
  const times = corner === 'latency' ? latency.e2e : latency[corner];
  const ms = (times as Readonly<Record<string, number>> | null)?.[percentile];
  return ms ?? (shown.percentile === percentile ? shown.ms : null);
}

function givesWords(corner: Corner, result: Asked, architecture: Architecture): string {
  const { limits } = result;
  if (corner === 'accuracy') {
    const { value } = architecture.accuracy;
    const floor = limits.accuracy?.atLeast ?? 0;
    return value === null || value >= floor
      ? 'gives way'
      : `gives way: ${formatPoints(value - floor)}`;
  }
  if (corner === 'tools')
    return `gives way: ${architecture.tools.of - architecture.tools.kept.length} fewer`;
  if (corner === 'cost') {
    const missed = missedCost(limits.cost, architecture.cost);
    return missed === null ? 'gives way' : `gives way: ${missedCostWords(missed)}`;
  }
  const late = timesAsked(corner, result).flatMap(([percentile, limit]) => {
    const ms = reachedAt(architecture, corner, percentile);
    return ms === null || ms <= limit ? [] : [`+${formatDuration(ms - limit)}`];
  });
  return late.length === 0 ? 'gives way' : `gives way: ${late.join(', ')}`;
}

/** `critic: invented citations go unguarded`. */
export function givenUpWords({ what, kind, guarded }: GivenUp): string {
  if (kind === 'tool') return `${what}: requests that need it are not served`;
  return guarded === null ? `${what}` : `${what}, which guarded against: ${guarded}`;
}

/** Where an offer changes nothing. */
export const AS_TODAY = 'Runs as today.';

/** `gives up accuracy`, or what an alternative that keeps every limit has instead of the offer. */
export function otherTitle(other: Counterproposal, offer: Counterproposal): string {
  const { gives, architecture } = other;
  if (gives.length > 0) return `gives up ${listed(gives.map((corner) => CORNER_WORDS[corner]))}`;
  const changes = differences(figuresOf(offer.architecture), figuresOf(architecture));
  return `keeps every limit (${[architecture.name, ...changes].join(', ')})`;
}

function figuresOf({ shown, accuracy, cost }: Architecture): Figures {
  return { ...shown, accuracy: accuracy.value, usd: cost.perRequest };
}

/** Why there is no offer. */
export function noOfferWords({ kept, result }: AgentProposal): string {
  if (kept.length === 0) return 'Nothing to offer: no architecture keeps all limits but one.';
  const names = listed(kept.map((corner) => CORNER_WORDS[corner]));
  const [nearest] = result.nearMisses;
  const closest = nearest === undefined ? '' : ` Closest: ${nearest.id} (${nearest.name}).`;
  return `Nothing to offer: no architecture keeps ${names} and all other limits but one.${closest}`;
}
