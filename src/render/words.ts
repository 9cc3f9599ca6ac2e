import type { Accuracy } from '../solver/accuracy.ts';
import type { AgentResult, Architecture } from '../solver/result.ts';
import { durationBeside, endBeside, moneyBeside, shareBeside } from '../solver/words/beside.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatEnd, formatShare } from '../units/share.ts';

/** Figures and limits in words, the same in every format that people read. */

/** `84% (81–86) measured`; `unknown` where it is. What is wanted, where it is, is not read as reached unless it is. */
export function accuracyWords(accuracy: Accuracy, wanted: Wanted = NOTHING): string {
  if (accuracy.value === null) return 'unknown';
  return `${accuracyFigure(accuracy, wanted)} ${accuracy.basis}`;
}

/** `84% measured`: for where there is no room for an interval. */
export function accuracyBriefly({ value, basis }: Accuracy, wanted: Wanted): string {
  return value === null ? 'unknown' : `${shareBeside(value, floorOf(wanted))} ${basis}`;
}

/** `84% (81–86)`. */
export function accuracyFigure(
  { value, low, high }: Pick<Accuracy, 'value' | 'low' | 'high'>,
  wanted: Wanted = NOTHING,
): string {
  if (value === null) return 'unknown';
  const floor = floorOf(wanted);
  const share = shareBeside(value, floor);
  return low === null || high === null ? share : `${share} (${rangeWords({ low, high }, floor)})`;
}

/** `81–86`: an interval in percent, without the sign, its worse end on its side of the floor. */
export function rangeWords(
  { low, high }: { readonly low: number; readonly high: number },
  floor: number | null = null,
): string {
  return `${endBeside(low, floor)}–${formatEnd(high)}`;
}

/** What an agent wants, of which a figure may fall short. */
type Wanted = Pick<AgentResult, 'limits'>;

const NOTHING: Wanted = {
  limits: {
    latency: null,
    ttft: null,
    progress: null,
    deadline: null,
    accuracy: null,
    tools: 'all',
    cost: null,
  },
};

function floorOf({ limits }: Wanted): number | null {
  return limits.accuracy?.atLeast ?? null;
}

/** `$0.014`, as a cost of a request beside its limit. */
export function requestCost({ cost }: Pick<Architecture, 'cost'>, { limits }: Wanted): string {
  const { perRequest } = cost;
  if (perRequest === null) return 'unknown';
  return moneyBeside(perRequest, limits.cost?.perRequest ?? null);
}

/** `$288`, as a cost of a month beside its limit; null where nothing is said about a month. */
export function launchCost(
  { cost }: Pick<Architecture, 'cost'>,
  { limits }: Wanted,
): string | null {
  const { launch } = cost.perMonth;
  return launch === null ? null : moneyBeside(launch, limits.cost?.perMonth ?? null);
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

/** What is said of percentiles so close to their limit that the lattice decides on which side they are; three digits would often print both bounds alike. */
export function tooCloseWords({ id, latency }: Architecture): string[] {
  return latency.certified
    .filter(({ straddles }) => straddles)
    .map(
      ({ percentile, low, high }) =>
        `${id}: too close to call, ${percentile} lies between ${formatDuration(low, 1)} and ${formatDuration(high, 1)}.`,
    );
}

/** The percentile that the agent's limits speak of first, with its key in an architecture. */
export interface ShownTime {
  /** `p95`, `first token p95`. */
  readonly label: string;
  of(architecture: Pick<Architecture, 'shown'>): number | null;
  /** Beside its limit; `–` where there is no such time. */
  words(architecture: Pick<Architecture, 'shown'>): string;
}

export function shownTime({ limits }: Pick<AgentResult, 'limits'>): ShownTime {
  for (const corner of ['latency', 'ttft', 'progress'] as const) {
    const [first] = Object.entries(limits[corner] ?? {});
    if (first !== undefined) return shownAs(`${TIME_LABELS[corner]}${first[0]}`, first[1]);
  }
  return shownAs('p95', limits.deadline);
}

function shownAs(label: string, limit: number | null): ShownTime {
  const words = ({ shown: { ms } }: Pick<Architecture, 'shown'>) =>
    ms === null ? '–' : durationBeside(ms, limit);
  return { label, of, words };
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
export function monthWords(
  { cost, meets12Months }: Pick<Architecture, 'cost' | 'meets12Months'>,
  wanted: Wanted,
): string {
  const { perMonth, people } = cost;
  const launch = launchCost({ cost }, wanted);
  const over = meets12Months.cost === 'no' ? ': over the limit then' : '';
  const later =
    perMonth.month12 === null ? '' : `, ${formatMoney(perMonth.month12)} in 12 months${over}`;
  const machines = launch === null ? [] : [`${launch} a month${later}`];
  const persons =
    people === null || people.perMonth === null
      ? []
      : [`people ${formatMoney(people.perMonth)} a month`];
  return [...machines, ...persons].join('; ');
}
