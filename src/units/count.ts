import { grouped } from './grouped.ts';
import { guessMagnitude, magnitude } from './magnitude.ts';
import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import { plainDecimal } from './plainDecimal.ts';
import { readQuantity, scaled } from './quantity.ts';
import { quoted } from './quoted.ts';
import { signed } from './signed.ts';

const FITS = 'a count is a plain number or takes k, M or B, as in 6200 or 6.2k';

/**
 * Reads a count such as `6200`, `6.2k`, `1.5M` or `8B`.
 *
 * @returns the number, 0 or more, not always whole; a sentence for another suffix or a minus sign.
 * @example parseCount('6.2k') // { ok: true, value: 6200 }
 */
export function parseCount(text: string | number): Parsed<number> {
  const quantity = readQuantity(text);
  if (quantity === null) return notParsed(`${quoted(text)} is not a count; ${FITS}`);
  const { shown, unit, digits } = quantity;
  const power = magnitude(unit);
  if (power === null) {
    const meant = guessMagnitude(unit);
    const advice = meant === null ? FITS : `write ${digits}${meant}`;
    return notParsed(`${shown} has the unknown unit ${quoted(unit)}; ${advice}`);
  }
  const value = scaled(quantity, power);
  if (value < 0) return notParsed(`${shown} is negative; a count is 0 or more, as in 6200`);
  return Number.isFinite(value) ? parsed(value) : notParsed(`${shown} is too large; ${FITS}`);
}

/**
 * A count for people: whole, with thousands separators; below 100 one decimal when it is not whole.
 *
 * @example formatCount(18231) // '18,231'
 */
export function formatCount(count: number): string {
  return signed(count, (size) => {
    const rounded = size < 100 ? Math.round(size * 10) / 10 : Math.round(size);
    return grouped(plainDecimal(rounded));
  });
}

/**
 * A count for files: a plain number, or from 10,000 on with k, M or B where that is exact and short.
 *
 * @example countToYaml(64_000) // '64k'
 */
export function countToYaml(count: number): string | number {
  if (count >= 1e9 && count % 1e8 === 0) return `${plainDecimal(count, -9)}B`;
  if (count >= 1e6 && count % 1e5 === 0) return `${plainDecimal(count, -6)}M`;
  if (count >= 1e4 && count < 1e6 && count % 100 === 0) return `${plainDecimal(count, -3)}k`;
  return count;
}
