import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import { plainDecimal } from './plainDecimal.ts';
import type { Quantity } from './quantity.ts';
import { readQuantity, scaled } from './quantity.ts';
import { quoted } from './quoted.ts';
import { asSaved } from './savedDigits.ts';
import { signed } from './signed.ts';

const FITS = 'a share takes %, as in 95%';

/**
 * Reads a share such as `95%`.
 *
 * @returns a fraction between 0 and 1; a sentence when there is no % or it is outside 0..100%.
 * @example parseShare('95%') // { ok: true, value: 0.95 }
 */
export function parseShare(text: string | number): Parsed<number> {
  const quantity = readQuantity(text);
  if (quantity === null) return notParsed(`${quoted(text)} is not a share; ${FITS}`);
  const { shown, unit } = quantity;
  if (unit === '')
    return notParsed(`${shown} has no unit; a share takes %, as in ${meant(quantity)}`);
  if (/^percent$|^pct$|^per cent$/iu.test(unit)) {
    return notParsed(`${shown} has the unknown unit ${quoted(unit)}; write ${quantity.digits}%`);
  }
  if (unit !== '%') return notParsed(`${shown} has the unknown unit ${quoted(unit)}; ${FITS}`);
  const value = scaled(quantity, -2);
  if (value < 0) return notParsed(`${shown} is negative; a share is between 0% and 100%`);
  if (value > 1) return notParsed(`${shown} is more than 100%; a share is between 0% and 100%`);
  return parsed(value);
}

/** A bare 0.95 was meant as a fraction, a bare 95 as percent. */
function meant(quantity: Quantity): string {
  const size = scaled(quantity);
  if (size > 0 && size <= 1) return `${plainDecimal(scaled(quantity, 2))}%`;
  return size > 1 && size <= 100 ? `${quantity.digits}%` : '95%';
}

/**
 * A share for people. What is nearly all or nearly nothing is not rounded to all or nothing: that would
 * promise too much.
 *
 * @param share fraction, 0..1
 * @param digits decimals
 * @example formatShare(0.839, 1) // '83.9%'
 * @example formatShare(0.996) // '99.6%'
 */
export function formatShare(share: number, digits: 0 | 1 = 0): string {
  const shown = asSaved(share);
  if (shown > 0 && shown < 1) return between(shown, digits);
  return signed(shown, (size) => `${rounded(size, digits).toFixed(digits)}%`);
}

function between(share: number, digits: 0 | 1): string {
  const percent = rounded(share, digits);
  if (percent > 0 && percent < 100) return `${percent.toFixed(digits)}%`;
  if (digits === 0) return between(share, 1);
  return percent === 0 ? '< 0.1%' : '> 99.9%';
}

/**
 * An end of an interval, in percent without the sign. Ends are rounded, to 0 and 100 too: an interval
 * promises nothing at its very end.
 *
 * @param share fraction, 0..1
 * @example formatEnd(0.996) // '100'
 */
export function formatEnd(share: number, digits: 0 | 1 = 0): string {
  return rounded(asSaved(share), digits).toFixed(digits);
}

/** The shifted text rounds as people expect (0.145 is 14.5%), where 0.145 * 100 may fall below. */
function rounded(share: number, digits: 0 | 1): number {
  return Math.round(Number(plainDecimal(share, 2 + digits))) / 10 ** digits;
}

/**
 * A share for files: reads back to the same number.
 *
 * @param share fraction, 0..1
 * @example shareToYaml(0.007) // '0.7%'
 */
export function shareToYaml(share: number): string {
  return `${plainDecimal(share, 2)}%`;
}
