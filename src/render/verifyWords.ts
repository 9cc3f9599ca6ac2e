import type { Drift } from '../trust/drift.ts';
import type { Check, Metric } from '../trust/verify/check.ts';
import { LEAST_SAMPLES } from '../trust/verify/judge.ts';
import { MARGINS } from '../trust/verify/margins.ts';
import type { Mismatch } from '../trust/verify/mismatches/mismatch.ts';
import type { Outcome } from '../trust/verify/verifyAgent.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatShare } from '../units/share.ts';
import type { VerifiedAgent } from './verifyReport.ts';

/** The verdict on an agent in a few words, after its name. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  kept: '✓ keeps what was accepted',
  worse: '✗ worse than accepted',
  'different-architecture': '✗ not the architecture that was signed',
  'not-enough-data': '? not enough data yet to judge what was accepted',
};

/** A figure in the unit of its metric. */
export function figure(metric: Metric, value: number | null): string {
  if (value === null) return '–';
  if (metric === 'cost') return formatMoney(value);
  if (metric === 'accuracy' || metric === 'failures' || metric === 'errors')
    return formatShare(value, 1);
  if (metric === 'tokens') return formatCount(Math.round(value));
  if (metric === 'calls') return value.toFixed(2);
  return formatDuration(value);
}

/** What a check is about, as a row of a table names it. */
export function subjectWords({ metric, of }: Check): string {
  if (metric === 'latency') return of;
  if (metric === 'ttft') return `${of} to first token`;
  if (metric === 'progress') return `${of} to first sign`;
  if (metric === 'cost') return 'cost a request';
  if (metric === 'accuracy') return 'accuracy';
  if (metric === 'failures') return 'failed requests';
  if (metric === 'errors') return `failed calls of ${of}`;
  if (metric === 'calls') return `calls of ${of}`;
  return `tokens of ${of}`;
}

/** Central 90% interval, or what of it is known. */
export function intervalWords({ metric, low, high, lowerBound }: Check): string {
  if (low === null && high === null) return '';
  if (lowerBound || high === null) return `≥ ${figure(metric, low)}`;
  if (low === null) return `≤ ${figure(metric, high)}`;
  const [from, to] = [figure(metric, low), figure(metric, high)];
  return from === to ? from : `${from}–${to}`;
}

/** `✓`, with the change where it is far better, or what is wrong in a few words. */
export function statusWords(check: Check): string {
  if (check.status === 'kept') return isFarBetter(check) ? `✓ ${changeWords(check)}` : '✓';
  if (check.status === 'worse') return `✗ ${changeWords(check)}`;
  if (check.status === 'unknown') return '? unknown';
  return '? too few';
}

/** Better than promised beyond chance, and by more than would be tolerated the other way. */
function isFarBetter({ metric, promised, measured, low, high }: Check): boolean {
  if (promised === null || measured === null || low === null || high === null) return false;
  const { kind, tolerated } = MARGINS[metric];
  const margin = kind === 'relative' ? tolerated * promised : tolerated;
  return metric === 'accuracy'
    ? low > promised && measured > promised + margin
    : high < promised && measured < promised - margin;
}

/** Of what signed figures rest on: not as expected, to the worse or so far to the better that it is news. */
export function isWorthARow(check: Check): boolean {
  return check.signed || check.status !== 'kept' || isFarBetter(check);
}

/** Of the others. */
export function noWorseWords(count: number): string {
  return count === 1
    ? '✓ 1 figure that this rests on is no worse than expected'
    : `✓ ${formatCount(count)} figures that this rests on are no worse than expected`;
}

/** By how much a figure is worse or better than promised. */
export function changeWords({ metric, promised, measured }: Check): string {
  if (promised === null || measured === null) return '';
  const difference = measured - promised;
  if (MARGINS[metric].kind === 'absolute') return `${signedNumber(difference * 100, 1)} points`;
  return promised === 0 ? '' : `${signedNumber((difference / promised) * 100, 0)}%`;
}

function signedNumber(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** `accepted` for what was signed, `expected` for what that rests on. */
export function promiseWord({ signed }: Pick<Check, 'signed'>): string {
  return signed ? 'accepted' : 'expected';
}

/** One sentence for what failed, is open, or cannot be told; null for what is kept. */
export function sentence(check: Check): string | null {
  const what = subjectWords(check);
  if (check.status === 'kept') return null;
  if (check.status === 'unknown') return `${what}: cannot be told: ${check.reason}.`;
  if (check.status === 'worse')
    return `${what}: ${againstWords(check)} (${changeWords(check)}), more than chance explains${check.low === null ? '' : ` (90%: ${intervalWords(check)}, ${sampleWords(check, check.n)})`}.`;
  return `${what}: ${openWords(check)}`;
}

/** `11.0 s against 12.3 s accepted`. */
function againstWords(check: Check): string {
  const { metric, measured, promised } = check;
  return `${figure(metric, measured)} against ${figure(metric, promised)} ${promiseWord(check)}`;
}

/** What a figure is counted in. */
const SAMPLES: Readonly<Record<Metric, string>> = {
  latency: 'request',
  ttft: 'request',
  progress: 'request',
  cost: 'request',
  calls: 'request',
  accuracy: 'item',
  failures: 'request',
  errors: 'call',
  tokens: 'call',
};

function sampleWords({ metric }: Check, n: number): string {
  return `${formatCount(n)} ${SAMPLES[metric]}${n === 1 ? '' : 's'}`;
}

function openWords(check: Check): string {
  const { metric, n, needed, lowerBound } = check;
  if (lowerBound)
    return `${againstWords(check)}, but requests were cut off before it: it is at least that long, and nobody knows how much longer.`;
  if (n < LEAST_SAMPLES)
    return `only ${sampleWords(check, n)}; nothing is judged below ${LEAST_SAMPLES}${needed === null || needed <= LEAST_SAMPLES ? '' : `, and this takes ${formatCount(needed)} at the very least`}.`;
  const settle =
    needed === null ? 'more would narrow it' : `about ${formatCount(needed)} would settle it`;
  const worst = metric === 'accuracy' ? check.low : check.high;
  if (worst === null)
    return `${againstWords(check)}; ${sampleWords(check, n)} do not tell how far off it may be${needed === null ? '' : `: that takes ${formatCount(needed)} or more`}.`;
  const may = `by ${sampleWords(check, n)} it may be ${figure(metric, worst)}, and ${figure(metric, toleratedFigure(check))} is tolerated`;
  return `${againstWords(check)}; ${may}; ${settle}.`;
}

/** The furthest off that still passes. */
function toleratedFigure({ metric, promised }: Check): number | null {
  if (promised === null) return null;
  const { kind, tolerated } = MARGINS[metric];
  if (kind === 'relative') return promised * (1 + tolerated);
  return metric === 'accuracy' ? promised - tolerated : promised + tolerated;
}

/** How what runs differs from what was signed. */
export function mismatchWords({ step, signed, traced, share, n, expected }: Mismatch): string {
  if (step === 'order')
    return `tools run in ${traced === 'series' ? 'a row' : 'parallel'} in ${formatShare(share)} of ${formatCount(n)} requests that use several; signed: in ${signed === 'series' ? 'a row' : 'parallel'}.`;
  if (signed === 'off')
    return `${step} runs in ${formatShare(share)} of ${formatCount(n)} requests; signed without it.`;
  if (traced === 'off') {
    const way = signed === 'on' ? '' : `as ${signed}, `;
    return `${step} runs in ${formatShare(1 - share)} of ${formatCount(n)} requests; signed ${way}to run in ${formatShare(expected ?? 1)}.`;
  }
  return `${step} runs as ${traced} in ${formatShare(share)} of ${formatCount(n)} calls; signed as ${signed}.`;
}

/** What may be a name and no other architecture; null where nothing is missing, or nothing unnamed. */
export function namesWords({
  mismatches,
  names: { unnamed, alike },
}: VerifiedAgent): string | null {
  const missing = mismatches.filter(({ traced }) => traced === 'off');
  if (missing.length === 0 || unnamed.length === 0) return null;
  const known = new Map(alike.map(({ traced, step }) => [traced, step]));
  const shown = unnamed.slice(0, MOST_NAMES).map((name) => {
    const step = known.get(name);
    return step === undefined ? name : `${name} (${step}?)`;
  });
  const more = unnamed.length - shown.length;
  return `Or what is missing is traced under another name: the traces run ${shown.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}, which the workflow does not name. --rules renames.`;
}

const MOST_NAMES = 8;

/** What a moved step does to the composed p95. */
export function effectWords({ composedP95: { before, after } }: Drift): string {
  const sign = after < before ? '−' : '+';
  return `${sign}${formatDuration(Math.abs(after - before))}`;
}

/** What was traced, and when. */
export function tracedWords({ requests, from, to }: VerifiedAgent): string {
  const days =
    from === null || to === null ? '' : from === to ? ` on ${from}` : `, ${from} to ${to}`;
  const { n, failed: count } = requests;
  const failed =
    count === 0 ? 'none failed' : `${formatCount(count)} failed (${formatShare(count / n)})`;
  return `${formatCount(n)} request${n === 1 ? '' : 's'} traced${days}; ${failed}`;
}

/** Said once, of all that did not fail: how sure a pass is. */
export function powerWords(checks: readonly Check[]): string | null {
  const [shown] = checks.filter(
    ({ metric, signed, power }) => metric === 'latency' && signed && power !== null,
  );
  if (shown === undefined || shown.power === null) return null;
  const chance = shown.power >= 0.995 ? 'over 99%' : formatShare(shown.power);
  return `A ${shown.of} that is 10% worse would be found with ${chance} chance in so many requests.`;
}

/** Requests that were cut off, where some were. */
export function censoredWords({ censored }: VerifiedAgent): string | null {
  if (censored === null) return null;
  const { requests, atMs, known } = censored;
  return `${formatCount(requests)} requests look cut off at ${formatDuration(atMs)} (timeouts): percentiles above p${Math.floor(known * 1000) / 10} are lower bounds.`;
}
