import type { Accuracy } from '../solver/accuracy.ts';
import { exactDuration, exactShare } from '../units/exact.ts';
import type { AgentResult, Architecture, WrittenLimits } from '../solver/result.ts';
import { formatCount } from '../units/count.ts';
import { durationToYaml, formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatEnd, formatShare } from '../units/share.ts';

/** Figures and limits in words, the same in every format that people read. */

/** `84% (81–86) measured`; `unknown` where it is. */
export function accuracyWords(accuracy: Accuracy): string {
  return accuracy.value === null ? 'unknown' : `${accuracyFigure(accuracy)} ${accuracy.basis}`;
}

/** `84% measured`: for where there is no room for an interval. */
export function accuracyBriefly({ value, basis }: Accuracy): string {
  return value === null ? 'unknown' : `${formatShare(value, 0)} ${basis}`;
}

/** `84% (81–86)`. */
export function accuracyFigure({
  value,
  low,
  high,
}: Pick<Accuracy, 'value' | 'low' | 'high'>): string {
  if (value === null) return 'unknown';
  if (low === null || high === null) return formatShare(value, 0);
  return `${formatShare(value, 0)} (${rangeWords({ low, high })})`;
}

/** `81–86`: an interval in percent, without the sign. */
export function rangeWords({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${formatEnd(low)}–${formatEnd(high)}`;
}

export function moneyOrUnknown(usd: number | null): string {
  return usd === null ? 'unknown' : formatMoney(usd);
}

/** `–` where nothing is said about it, as of a month without traffic. */
export function moneyOrNone(usd: number | null): string {
  return usd === null ? '–' : formatMoney(usd);
}

/** `6 of 6`, with the share of requests served where tools were given up and it is known. */
export function toolsWords({ kept, of: all, coverage, about }: Architecture['tools']): string {
  if (all === 0) return '–';
  const count = `${kept.length} of ${all}`;
  if (kept.length === all || coverage === null) return count;
  return `${count}, ${about ? 'about ' : ''}${formatShare(coverage, 0)} served`;
}

/** `p95 ≤ 2.00 s, ≥ 95%, all 6 tools, ≤ $0.03 a request`. */
export function limitWords(result: Pick<AgentResult, 'limits'>, tools: number): string {
  const { limits } = result;
  return [
    ...timeWords(limits.latency, ''),
    ...timeWords(limits.ttft, 'first token '),
    ...timeWords(limits.progress, 'first progress '),
    ...(limits.deadline === null ? [] : [`done within ${exactDuration(limits.deadline)}`]),
    ...(limits.accuracy === null ? [] : [accuracyLimit(limits.accuracy)]),
    ...(tools === 0 ? [] : [toolLimit(limits.tools, tools)]),
    ...costLimits(limits.cost),
  ].join(', ');
}

function timeWords(limits: Readonly<Record<string, number>> | null, what: string): string[] {
  return Object.entries(limits ?? {}).map(
    ([percentile, ms]) => `${what}${percentile} ≤ ${exactDuration(ms)}`,
  );
}

function accuracyLimit({ atLeast, tasks }: NonNullable<WrittenLimits['accuracy']>): string {
  const floors = Object.entries(tasks).map(([task, floor]) => `${task} ≥ ${exactShare(floor)}`);
  return [`accuracy ≥ ${exactShare(atLeast)}`, ...floors].join(', ');
}

const ALL_TOOLS: Readonly<Record<number, string>> = { 1: 'its tool', 2: 'both tools' };

function toolLimit(limit: WrittenLimits['tools'], tools: number): string {
  if (limit === 'all') return ALL_TOOLS[tools] ?? `all ${tools} tools`;
  if (wantsNone(limit)) return `any of its ${tools} tools`;
  return 'atLeast' in limit
    ? `at least ${limit.atLeast} of ${tools} tools`
    : `tools ${limit.join(', ')}`;
}

/** The limit on tools lets all of them go. */
export function wantsNone(limit: WrittenLimits['tools']): boolean {
  if (limit === 'all') return false;
  return 'atLeast' in limit ? limit.atLeast === 0 : limit.length === 0;
}

function costLimits(cost: WrittenLimits['cost']): string[] {
  if (cost === null) return [];
  const pairs = [
    [cost.perRequest, 'a request'],
    [cost.perConversation, 'a conversation'],
    [cost.perMonth, 'a month'],
  ] as const;
  return pairs.flatMap(([most, per]) => (most === null ? [] : [`≤ ${formatMoney(most)} ${per}`]));
}

/** What fits, and how many there are. */
export interface Fitting {
  readonly feasible: readonly Pick<Architecture, 'meets'>[];
  readonly feasibleCount: AgentResult['feasibleCount'];
}

/** `12 architectures keep every limit`; what was counted from a sample is said to be about so many. */
export function feasibleWords({ feasible, feasibleCount }: Fitting): string {
  const { value, low, high, exact } = feasibleCount;
  const keep = value === 1 ? 'architecture keeps every limit' : 'architectures keep every limit';
  if (exact) return `${formatCount(value)} ${keep}`;
  if (value <= feasible.length) return `At least ${formatCount(value)} ${keep}`;
  return `About ${formatCount(twoDigits(value))} ${keep} (between ${formatCount(low)} and ${formatCount(high)})`;
}

function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}

/** `256 architectures (15,488 with fewer tools), all considered`. */
export function searchedWords({ searched }: AgentResult): string {
  const { architectures, withTools } = searched;
  const more =
    withTools > architectures ? ` (${formatCount(withTools)} with every set of tools)` : '';
  return `${formatCount(architectures)} ${architectures === 1 ? 'architecture' : 'architectures'}${more}, ${consideredWords(searched)}`;
}

function consideredWords({ exact, epsilon }: AgentResult['searched']): string {
  if (exact) return 'all considered';
  return epsilon === undefined || epsilon === null
    ? 'not all could be considered: better ones than these may exist'
    : `considered up to ${roundUp(100 * epsilon)}%: none is better by more in time, cost or odds of a right answer (--exact takes longer)`;
}

function roundUp(percent: number): number {
  return Math.ceil(percent * 100) / 100;
}

/** What is said of percentiles so close to their limit that the lattice decides on which side they are. */
export function tooCloseWords({ id, latency }: Architecture): string[] {
  return latency.certified
    .filter(({ straddles }) => straddles)
    .map(
      ({ percentile, low, high }) =>
        `${id}: too close to call, ${percentile} lies between ${formatExactly(low)} and ${formatExactly(high)}.`,
    );
}

/** Four significant digits: three would often print both bounds alike. */
function formatExactly(ms: number): string {
  return durationToYaml(Number(ms.toPrecision(4))).replace(/(?=[a-z])/, ' ');
}

/** The percentile that the agent's limits speak of first, with its key in an architecture. */
export interface ShownTime {
  /** `p95`, `first token p95`. */
  readonly label: string;
  of(architecture: Pick<Architecture, 'shown'>): number | null;
}

export function shownTime({ limits }: Pick<AgentResult, 'limits'>): ShownTime {
  for (const corner of ['latency', 'ttft', 'progress'] as const) {
    const percentile = Object.keys(limits[corner] ?? {})[0];
    if (percentile !== undefined) return { label: `${TIME_LABELS[corner]}${percentile}`, of };
  }
  return { label: 'p95', of };
}

/** What comes before a percentile: nothing end to end, else which time it is of. */
export const TIME_LABELS = {
  latency: '',
  ttft: 'first token ',
  progress: 'first progress ',
} as const;

function of({ shown }: Pick<Architecture, 'shown'>): number | null {
  return shown.ms;
}

export function durationOrNone(ms: number | null): string {
  return ms === null ? '–' : formatDuration(ms);
}

/** How many things must hold together: `both`, `all three`. */
export function togetherWords(count: number): string {
  const numbers = ['it', 'it', 'both', 'all three', 'all four', 'all five'];
  return numbers[count] ?? `all ${count}`;
}

/** `$10.29 a month, $54.88 in 12 months; people $2,400 a month`; empty without traffic. */
export function monthWords({
  cost,
  meets12Months,
}: Pick<Architecture, 'cost' | 'meets12Months'>): string {
  const { perMonth, people } = cost;
  const over = meets12Months.cost === 'no' ? ': over the limit then' : '';
  const later =
    perMonth.month12 === null ? '' : `, ${formatMoney(perMonth.month12)} in 12 months${over}`;
  const machines =
    perMonth.launch === null ? [] : [`${formatMoney(perMonth.launch)} a month${later}`];
  const persons =
    people === null || people.perMonth === null
      ? []
      : [`people ${formatMoney(people.perMonth)} a month`];
  return [...machines, ...persons].join('; ');
}

/** How many of what fits only seem to, by the width of their accuracy's interval; empty where none. */
export function doubtWords({ feasible, feasibleCount }: Fitting): string {
  const unclear = feasible.filter(({ meets }) => Object.values(meets).includes('unclear')).length;
  if (unclear === 0) return '';
  const all = feasibleCount.value;
  if (feasible.length < all) {
    const listed =
      unclear === feasible.length ? 'those known in full' : `${unclear} of those known in full`;
    return `For ${listed} ${doubted(feasible)} not certain enough to be sure.`;
  }
  const everyOne = all === 1 ? 'Here' : all === 2 ? 'For both' : `For all ${all}`;
  const which = unclear < all ? `For ${unclear} of them` : everyOne;
  return `${which} ${doubted(feasible)} not certain enough to be sure.`;
}

/** What the doubt is about, with its verb. */
function doubted(feasible: Fitting['feasible']): string {
  const isUnclear = (corner: 'latency' | 'accuracy' | 'cost') =>
    feasible.some(({ meets }) => meets[corner] === 'unclear');
  if (!isUnclear('latency')) return 'the accuracy is';
  return isUnclear('accuracy') ? 'time and accuracy are' : 'the time is';
}
