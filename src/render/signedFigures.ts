import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatPoints } from '../units/points.ts';

/** Differences for people, each with its sign; what rounds to nothing has none. */

/** `+570 ms`, `−3.10 s`. */
export function signedDuration(ms: number): string {
  return Math.abs(ms) < 1 ? '0 ms' : withPlus(ms, formatDuration(ms));
}

/** `+$0.01`. */
export function signedMoney(usd: number): string {
  return Math.abs(usd) < 5e-7 ? '$0' : withPlus(usd, formatMoney(usd));
}

/** `−8.9 points`. */
export function signedPoints(share: number): string {
  return formatPoints(share);
}

function withPlus(value: number, text: string): string {
  return value > 0 ? `+${text}` : text;
}
