import type { Corner } from '../solver/candidate.ts';
import type { Counterproposal } from '../solver/counterproposal.ts';
import type { GivenUp } from '../solver/givenUp.ts';
import { listed } from '../units/listed.ts';
import { CORNER_WORDS } from '../solver/words/corners.ts';
import type { AgentResult, Architecture, WrittenLimits } from '../solver/result.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatPoints } from '../units/points.ts';
import type { AgentProposal } from './proposalReport.ts';
import { limitWords } from './limitWords.ts';
import { accuracyWords, moneyOrUnknown, toolsWords } from './words.ts';

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
  if (corner === 'accuracy') return accuracyWords(architecture.accuracy);
  if (corner === 'tools') return toolsWords(architecture.tools);
  if (corner === 'cost') return costWords(result.limits.cost, architecture);
  return Object.keys(result.limits[corner] ?? {})
    .map((percentile) => `${percentile} ${durationOf(architecture, corner, percentile)}`)
    .join(', ');
}

function durationOf(
  { latency, shown }: Architecture,
  corner: 'latency' | 'ttft' | 'progress',
  percentile: string,
): string {
  const times = corner === 'latency' ? latency.e2e : latency[corner];
  const ms = (times as Readonly<Record<string, number>> | null)?.[percentile];
  if (ms !== undefined) return formatDuration(ms);
  return shown.percentile === percentile && shown.ms !== null ? formatDuration(shown.ms) : '–';
}

function costWords(limit: WrittenLimits['cost'], { cost }: Architecture): string {
  const shown = [
    [limit?.perRequest ?? null, cost.perRequest, 'a request'],
    [limit?.perConversation ?? null, cost.perConversation, 'a conversation'],
    [limit?.perMonth ?? null, cost.perMonth.launch, 'a month'],
  ] as const;
  return shown
    .flatMap(([most, usd, per]) => (most === null ? [] : [`${moneyOrUnknown(usd)} ${per}`]))
    .join(', ');
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
    const most = limits.cost?.perRequest ?? null;
    const usd = architecture.cost.perRequest;
    return most === null || usd === null ? 'gives way' : `gives way: +${formatMoney(usd - most)}`;
  }
  const [percentile = ''] = Object.keys(limits[corner] ?? {});
  const limit = limits[corner]?.[percentile] ?? 0;
  const { ms } = architecture.shown;
  const isShown = architecture.shown.percentile === percentile;
  return isShown && ms !== null ? `gives way: +${formatDuration(ms - limit)}` : 'gives way';
}

/** `critic: invented citations go unguarded`. */
export function givenUpWords({ what, kind, guarded }: GivenUp): string {
  if (kind === 'tool') return `${what}: requests that need it are not served`;
  return guarded === null ? `${what}` : `${what}, which guarded against: ${guarded}`;
}

/** `gives up accuracy` or `keeps every limit`. */
export function givesTitle({ gives }: Counterproposal): string {
  if (gives.length === 0) return 'keeps every limit';
  return `gives up ${listed(gives.map((corner) => CORNER_WORDS[corner]))}`;
}

/** Why there is no offer. */
export function noOfferWords({ kept, result }: AgentProposal): string {
  if (kept.length === 0) return 'Nothing to offer: no architecture keeps all limits but one.';
  const names = listed(kept.map((corner) => CORNER_WORDS[corner]));
  const [nearest] = result.nearMisses;
  const closest = nearest === undefined ? '' : ` Closest: ${nearest.id} (${nearest.name}).`;
  return `Nothing to offer: no architecture keeps ${names} and all other limits but one.${closest}`;
}
