import type { Accuracy } from '../solver/accuracy.ts';
import type { AgentResult, Architecture } from '../solver/result.ts';
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
