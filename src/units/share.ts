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
 * A share for people.
 *
 * @param share fraction, 0..1
 * @param digits decimals
 * @example formatShare(0.839, 1) // '83.9%'
 */
export function formatShare(share: number, digits: 0 | 1 = 0): string {
  // The shifted text rounds as people expect (0.145 is 14.5%), where 0.145 * 100 may fall below.
  return signed(
    asSaved(share),
    (size) =>
      `${(Math.round(Number(plainDecimal(size, 2 + digits))) / 10 ** digits).toFixed(digits)}%`,
  );
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
