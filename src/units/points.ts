import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import { plainDecimal } from './plainDecimal.ts';
import { quoted } from './quoted.ts';
import { asSaved } from './savedDigits.ts';
import { signed } from './signed.ts';

const FITS = 'points take pt, as in -1.3pt or -15..-8pt';
const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)`;
const POINTS = new RegExp(
  String.raw`^(${NUMBER})\s*(?:(?:pt\s*)?\.\.\s*(${NUMBER}))?\s*([^\d\s.].*)?$`,
  'u',
);

/** A change of accuracy in fractions (3pt is 0.03); low, mid and high are equal for a single value. */
export interface Points {
  readonly mid: number;
  readonly low: number;
  readonly high: number;
  readonly stated: 'value' | 'interval';
}

/**
 * Reads a change of accuracy in percentage points: `+3pt`, or an interval `-15..-8pt`.
 *
 * @returns fractions; a sentence when the unit is missing, the ends are swapped or it is over 100.
 * @example parsePoints('-15..-8pt') // { ok: true, value: { mid: -0.115, low: -0.15, high: -0.08, … } }
 */
export function parsePoints(text: string | number): Parsed<Points> {
  const shown = quoted(text);
  const trimmed = String(text).trim().replaceAll('\u2212', '-');
  const match = POINTS.exec(trimmed);
  const [, first, second] = match ?? [];
  if (first === undefined) return notParsed(`${shown} is not in points; ${FITS}`);
  const written = second === undefined ? first : `${first}..${second}`;
  if (!trimmed.endsWith('pt')) return notParsed(wrongUnit(shown, written, match?.[3]));
  if (match?.[3] !== undefined && match[3] !== 'pt') {
    return notParsed(`${shown} is not in points; ${FITS}`);
  }
  return between(shown, first, second);
}

/** One sentence for points without `pt`, with the correction when it is plain what was meant. */
function wrongUnit(shown: string, written: string, unit: string | undefined): string {
  if (unit === undefined) return `${shown} has no unit; write ${written}pt`;
  if (unit === '%')
    return `${shown} is in percent; a change of accuracy is in points: write ${written}pt`;
  if (/^(?:pts|pp|points?|percentage points?)$/iu.test(unit)) {
    return `${shown} has the unknown unit ${quoted(unit)}; write ${written}pt`;
  }
  return `${shown} has the unknown unit ${quoted(unit)}; ${FITS}`;
}

function between(shown: string, first: string, second: string | undefined): Parsed<Points> {
  const low = fraction(first);
  const high = fraction(second ?? first);
  if (low > high) {
    return notParsed(`${shown} goes from high to low; write ${second}..${first}pt`);
  }
  if (low < -1 || high > 1) return notParsed(`${shown} is over 100 points; ${FITS}`);
  const mid =
    second === undefined ? low : fraction(plainDecimal((Number(first) + Number(second)) / 2));
  return parsed({ mid, low, high, stated: second === undefined ? 'value' : 'interval' });
}

/** Points to a fraction, rounded once; adding 0 turns -0 into 0. */
function fraction(points: string): number {
  return Number(`${points}e-2`) + 0;
}

/**
 * A change of accuracy for people, with one decimal and a real minus sign (U+2212).
 *
 * @param fraction 0.03 is 3 points
 * @example formatPoints(-0.111) // '−11.1 points'
 */
export function formatPoints(fraction: number): string {
  return `${signed(fraction, (size) => pointsIn(size).toFixed(1), '+')} points`;
}

/**
 * A share of accuracy in points, to a tenth; the same before and after it was saved.
 *
 * @example pointsIn(0.0425) // 4.3
 */
export function pointsIn(fraction: number): number {
  return Number(Number(plainDecimal(asSaved(fraction), 2)).toFixed(1));
}

/**
 * A change of accuracy for files: reads back to the same numbers.
 *
 * @example pointsToYaml({ mid: 0.03, low: 0.03, high: 0.03, stated: 'value' }) // '+3pt'
 */
export function pointsToYaml({ low, high, stated }: Points): string {
  return stated === 'value' ? `${withSign(low)}pt` : `${withSign(low)}..${withSign(high)}pt`;
}

function withSign(fraction: number): string {
  return `${fraction > 0 ? '+' : ''}${plainDecimal(fraction, 2)}`;
}
