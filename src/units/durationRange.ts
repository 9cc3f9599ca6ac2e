import { durationToYaml, parseDuration } from './duration.ts';
import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import { quoted } from './quoted.ts';

const FITS = 'a range takes two durations, as in 600-900ms or 600ms-1.2s';
const RANGE = /^([-+\u2212]?[\d.,]+)\s*(\p{L}*)\s*(?:-|–|\.\.|to\b)\s*([\d.,]+)\s*(\p{L}*)$/u;
const EXPONENT = /^[-+\u2212]?[\d.,]+e-\d/iu;

/** The two ends of a range, in milliseconds, 0 < low < high. */
export interface DurationRange {
  readonly low: number;
  readonly high: number;
}

/**
 * Whether a text has the shape of a range, valid or not; everything else goes to parseDuration.
 *
 * @example isDurationRange('600-900ms') // true
 */
export function isDurationRange(text: string | number): boolean {
  return ends(text) !== null;
}

/**
 * Reads a range of durations; the first unit may be left out when both are the same.
 *
 * @returns milliseconds, 0 < low < high; a sentence when an end is wrong or the ends are swapped.
 * @example parseDurationRange('0.5-1.1s') // { ok: true, value: { low: 500, high: 1100 } }
 */
export function parseDurationRange(text: string | number): Parsed<DurationRange> {
  const found = ends(text);
  if (found === null) return notParsed(`${quoted(text)} is not a range; ${FITS}`);
  const high = parseDuration(found.high);
  if (!high.ok) return high;
  const low = parseDuration(found.low);
  if (!low.ok) return low;
  const wrong = wrongOrder(text, low.value, high.value);
  return wrong === null ? parsed({ low: low.value, high: high.value }) : notParsed(wrong);
}

function ends(text: string | number): { low: string; high: string } | null {
  const trimmed = String(text).trim();
  // 1e-3ms is one duration whose minus sign belongs to the exponent.
  if (EXPONENT.test(trimmed)) return null;
  const [, low, lowUnit, high, highUnit] = RANGE.exec(trimmed) ?? [];
  if (low === undefined || high === undefined) return null;
  return { low: `${low}${lowUnit === '' ? highUnit : lowUnit}`, high: `${high}${highUnit}` };
}

function wrongOrder(text: string | number, low: number, high: number): string | null {
  if (low === 0)
    return `${quoted(text)} starts at 0; the low end must be more than 0, as in 1-900ms`;
  if (low === high) return `${quoted(text)} has two equal ends; write ${durationToYaml(low)}`;
  if (low < high) return null;
  return `${quoted(text)} goes from high to low; write ${durationRangeToYaml({ low: high, high: low })}`;
}

/**
 * A range for files, reads back to the same numbers.
 *
 * @example durationRangeToYaml({ low: 600, high: 900 }) // '600-900ms'
 */
export function durationRangeToYaml({ low, high }: DurationRange): string {
  const [from, to] = [durationToYaml(low), durationToYaml(high)];
  const unit = /\p{L}+$/u.exec(to)?.[0] ?? '';
  const sameUnit = from.endsWith(unit) && /\d$/u.test(from.slice(0, -unit.length));
  return `${sameUnit ? from.slice(0, -unit.length) : from}-${to}`;
}
