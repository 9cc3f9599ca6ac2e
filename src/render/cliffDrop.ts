import { LATENCY_TOLERANCE } from '../solver/candidate.ts';
import type { AgentResult, CliffCause, CliffDrop } from '../solver/result.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { pointsIn } from '../units/points.ts';
import { formatShare } from '../units/share.ts';
import { signedMoney, signedPoints } from './signedFigures.ts';

/** The drop in a sentence, with the change that causes it. */
export function dropWords(drop: CliffDrop): string {
  const { fromMs, toMs, lost, task } = drop;
  const worst =
    task === null
      ? ''
      : `, worst on ${task.name} (${formatShare(task.from, 0)} → ${formatShare(task.to, 0)})`;
  const points = pointsIn(lost);
  return `from ${formatDuration(fromMs)} to ${formatDuration(toMs)} you lose ${points} points${worst}${causeWords(drop)}`;
}

function causeWords({ cause, changes }: CliffDrop): string {
  if (cause === null) return '';
  const mostly = changes.length > 1 ? 'mostly ' : '';
  return `, ${mostly}because ${changed(cause)}`;
}

/** `plan goes from low to fast`. */
function changed({ of, from, to }: CliffCause): string {
  if (of === 'order') return `the tools run in ${to}`;
  if (of === 'tools') return `the tools become ${to}`;
  if (to === 'off') return `${of} is left out`;
  if (from === 'off') return to === 'on' ? `${of} is added` : `${of} is added (${to})`;
  return `${of} goes from ${from} to ${to}`;
}

/** What comes after the limit, and the rate; empty where nothing more is to be had. */
export function exchangeWords({ exchange, limits }: AgentResult, withRate = true): string {
  const [limit] = Object.values(limits.latency ?? limits.ttft ?? limits.progress ?? {});
  if (limit === undefined) return '';
  const step = exchange.accuracy.find(
    ({ fromMs, toMs }) => fromMs <= limit * LATENCY_TOLERANCE && toMs > limit * LATENCY_TOLERANCE,
  );
  if (step === undefined || step.pointsPerSecond === null) return '';
  const seconds = (step.toMs - step.fromMs) / 1000;
  const points = signedPoints(step.pointsPerSecond * seconds);
  const { usdPerSecond } = step;
  const money = usdPerSecond === null ? '' : priceWords(fiveDigits(usdPerSecond * seconds));
  const rate = `${pointsIn(step.pointsPerSecond).toFixed(1)} points${usdPerSecond === null ? '' : ` and ${signedMoney(usdPerSecond)}`} a second`;
  return `Past the limit: ${formatDuration(step.toMs)} buys ${points} over ${formatDuration(step.fromMs)}${money}${withRate ? ` (${rate})` : ''}.`;
}

/** ` for +$0.012 a request`; what is cheaper is not paid for. */
function priceWords(usd: number): string {
  const amount = signedMoney(usd);
  return amount.startsWith('−')
    ? ` and saves ${formatMoney(-usd)} a request`
    : ` for ${amount} a request`;
}

/** A product of figures that were saved with six digits each is good for five. */
function fiveDigits(value: number): number {
  return Number(value.toPrecision(5));
}
