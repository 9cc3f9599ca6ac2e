import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import { plainDecimal } from './plainDecimal.ts';
import { readQuantity, scaled } from './quantity.ts';
import { quoted } from './quoted.ts';

const FITS = 'a multiple takes x, as in 3x';

/**
 * Reads a multiple such as `3x`.
 *
 * @returns the factor, more than 0; a sentence when the x is missing.
 * @example parseMultiple('3x') // { ok: true, value: 3 }
 */
export function parseMultiple(text: string | number): Parsed<number> {
  const quantity = readQuantity(text);
  if (quantity === null) return notParsed(`${quoted(text)} is not a multiple; ${FITS}`);
  const { shown, unit, digits } = quantity;
  const value = scaled(quantity);
  if (unit === '') return notParsed(`${shown} has no unit; write ${digits}x`);
  if (/^(?:X|×|times|fold)$/u.test(unit)) {
    return notParsed(`${shown} has the unknown unit ${quoted(unit)}; write ${digits}x`);
  }
  if (unit !== 'x') return notParsed(`${shown} has the unknown unit ${quoted(unit)}; ${FITS}`);
  if (value <= 0) return notParsed(`${shown} is not more than 0; ${FITS}`);
  return Number.isFinite(value) ? parsed(value) : notParsed(`${shown} is too large; ${FITS}`);
}

/**
 * A multiple for files: reads back to the same number.
 *
 * @example multipleToYaml(3) // '3x'
 */
export function multipleToYaml(factor: number): string {
  return `${plainDecimal(factor)}x`;
}
