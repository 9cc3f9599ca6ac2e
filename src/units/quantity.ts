import { quoted } from './quoted.ts';

/** A number as it was written, and the text behind it. The number stays decimal so that scaling is exact. */
export interface Quantity {
  /** What the user wrote, in quotes, for messages. */
  readonly shown: string;
  readonly negative: boolean;
  /** Digits without sign, separators or exponent, as in `1.83`. */
  readonly digits: string;
  readonly exponent: number;
  /** Everything behind the number, trimmed; empty when there is nothing. */
  readonly unit: string;
}

const QUANTITY = /^([+-]?)(\d[\d,]*(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,4}))?\s*(.*)$/su;
const GROUPED = /^(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?$/u;

/**
 * Splits `600 ms` into its number and its unit, which may be anything.
 * Accepts thousands separators (`1,200`), exponents (`8.03e9`) and the minus sign U+2212.
 *
 * @returns null when the text does not start with a number.
 * @example readQuantity('1.83 s') // { digits: '1.83', exponent: 0, unit: 's', … }
 */
export function readQuantity(text: string | number): Quantity | null {
  const match = QUANTITY.exec(String(text).trim().replace('\u2212', '-'));
  const [, sign, digits, exponent, unit] = match ?? [];
  if (digits === undefined || !GROUPED.test(digits)) return null;
  return {
    shown: quoted(text),
    negative: sign === '-',
    digits: digits.replaceAll(',', ''),
    exponent: Number(exponent ?? 0),
    unit: (unit ?? '').trim(),
  };
}

/**
 * The value of a quantity times a power of ten, rounded once: 1.83 with 3 is exactly 1830.
 *
 * @example scaled(readQuantity('95%'), -2) // 0.95
 */
export function scaled(quantity: Quantity, powerOfTen = 0): number {
  const size = Number(`${quantity.digits}e${quantity.exponent + powerOfTen}`);
  return quantity.negative && size !== 0 ? -size : size;
}
