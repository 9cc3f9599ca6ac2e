import type { ExplainedChange, ExplainedPart, Explanation } from '../../solver/result.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { signedDuration, signedMoney, signedPoints } from '../signedFigures.ts';
import { moneyOrUnknown, TIME_LABELS } from '../words.ts';

/** Parts that run, in the order of the workflow. */
export function partsShown({ parts }: Explanation): ExplainedPart[] {
  return parts.filter((part) => part.choice !== 'off');
}

/** `plan: fast`; a part with one way to run goes by its name. */
export function partWords({ name, choice }: ExplainedPart): string {
  return choice === 'on' ? name : `${name}: ${choice}`;
}

/** What the columns of {@link timeRows} are. */
export function timeHead({ percentiles }: Explanation): string[] {
  return ['', ...Object.keys(percentiles), 'a request'];
}

/** What each part adds to each percentile and to the cost of a request, and the whole. */
export function timeRows(explained: Explanation): string[][] {
  const { percentiles, architecture } = explained;
  const rows = partsShown(explained).map((part) => [
    partWords(part),
    ...Object.keys(percentiles).map((p) => milliseconds(part.ms[p] ?? 0)),
    part.perRequest === 0 ? '–' : moneyOrUnknown(part.perRequest),
  ]);
  const { fixed } = architecture.cost.parts;
  const monthly = fixed ? [['monthly costs', ...blanks(percentiles), formatMoney(fixed)]] : [];
  const all = [
    'all',
    ...Object.values(percentiles).map(({ ms }) => formatDuration(ms)),
    moneyOrUnknown(architecture.cost.perRequest),
  ];
  return [...rows, ...monthly, all];
}

function blanks(percentiles: Explanation['percentiles']): string[] {
  return Object.keys(percentiles).map(() => '–');
}

/** Below a millisecond nothing is worth a figure. */
function milliseconds(ms: number): string {
  if (ms < 0.01) return '–';
  return ms < 1 ? '<1 ms' : formatDuration(ms);
}

/** What adding percentiles up would say, one line for each. */
export function spreadsheetLines({ percentiles }: Explanation): string[] {
  return Object.entries(percentiles).map(([p, { ms, spreadsheet, error }]) => {
    const off = error === null ? '' : `, ${errorWords(error)}`;
    return `${p} ${formatDuration(spreadsheet)} instead of ${formatDuration(ms)}${off}`;
  });
}

/** `34.5% too low`. */
function errorWords(error: number): string {
  const percent = Math.abs(error * 100).toFixed(1);
  if (percent === '0.0') return 'as it is';
  return `${percent}% too ${error < 0 ? 'low' : 'high'}`;
}

/** What the columns of {@link changeRows} are. */
export function changeHead({ shown }: Explanation): string[] {
  return ['change', `${TIME_LABELS[shown.time]}${shown.percentile}`, 'accuracy', 'a request'];
}

/** Every change of one choice, most milliseconds freed first. */
export function changeRows({ parts, order }: Explanation): string[][] {
  const rows = [
    ...parts.flatMap((part) =>
      part.changes.map((change) => ({ words: changeWords(part, change), change })),
    ),
    ...order.map((change) => ({ words: `tools in ${change.to}`, change })),
  ];
  rows.sort((a, b) => (b.change.frees.ms ?? -Infinity) - (a.change.frees.ms ?? -Infinity));
  return rows.map(({ words, change: { frees } }) => [
    words,
    frees.ms === null ? 'unknown' : signedDuration(-frees.ms),
    frees.points === null ? 'unknown' : signedPoints(frees.points),
    frees.usd === null ? 'unknown' : signedMoney(-frees.usd),
  ]);
}

function changeWords({ name, choice }: ExplainedPart, { to }: ExplainedChange): string {
  if (to === 'off') return `no ${name}`;
  return choice === 'off' ? `with ${name}${to === 'on' ? '' : ` ${to}`}` : `${name}: ${to}`;
}
