import { grouped } from './grouped.ts';
import { magnitude } from './magnitude.ts';
import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import type { Period } from './period.ts';
import { guessPeriod } from './period.ts';
import { plainDecimal } from './plainDecimal.ts';
import { readQuantity, scaled } from './quantity.ts';
import { quoted } from './quoted.ts';
import { asSaved } from './savedDigits.ts';
import { signed } from './signed.ts';
import { splitPer } from './splitPer.ts';

const DOLLARS = /^(?:usd|us\$|\$|dollars?)$/iu;
const CENTS = /^(?:¢|ct|cts|cents?)$/iu;

/**
 * Reads an amount of money such as `$0.02`, `$1,200` or `$20k`.
 *
 * @returns US dollars, 0 or more; a sentence when the dollar sign is missing or it is negative.
 * @example parseMoney('$1,200') // { ok: true, value: 1200 }
 */
export function parseMoney(text: string | number): Parsed<number> {
  const { amount, period } = splitPer(text);
  const money = readMoney(text, { amount, per: '' }, 'money takes $, as in $0.02');
  if (!money.ok || period === null) return money;
  return notParsed(`${quoted(text)} has a period; write an amount alone, as in ${amount}`);
}

/**
 * Reads an amount for one period, such as `$90/month`.
 *
 * @param period the only period that fits here
 * @returns US dollars per that period; a sentence when the period is missing or another one.
 * @example parseMoneyPer('$0.29/hour', 'hour') // { ok: true, value: 0.29 }
 */
export function parseMoneyPer(text: string | number, period: Period): Parsed<number> {
  const split = splitPer(text);
  const fits = `an amount per ${period} is wanted here, as in $90/${period}`;
  const money = readMoney(text, { amount: split.amount, per: `/${period}` }, fits);
  if (!money.ok || split.period === period) return money;
  const fix = `write ${split.amount}/${period}`;
  if (split.period === null) return notParsed(`${quoted(text)} has no period; ${fix}`);
  if (guessPeriod(split.period) === period) {
    return notParsed(`${quoted(text)} has the unknown period ${quoted(split.period)}; ${fix}`);
  }
  return notParsed(`${quoted(text)} is per ${split.period}; ${fits}`);
}

/**
 * Reads the amount in front of any period; `text` is what the user wrote, `per` what corrections end
 * in, `fits` what every other message does.
 */
function readMoney(
  text: string | number,
  { amount, per }: { readonly amount: string; readonly per: string },
  fits: string,
): Parsed<number> {
  const shown = quoted(text);
  const [, sign, number] = /^([+-]?)\$(.*)$/su.exec(amount.replace('\u2212', '-')) ?? [];
  if (number === undefined) return notParsed(`${shown} ${withoutDollar(amount, per, fits)}`);
  const quantity = readQuantity(number);
  const power = quantity === null ? null : magnitude(quantity.unit);
  if (quantity === null || power === null) return notParsed(`${shown} is not an amount; ${fits}`);
  if (sign === '-' || quantity.negative) return notParsed(`${shown} is negative; ${fits}`);
  const value = scaled(quantity, power);
  return Number.isFinite(value) ? parsed(value) : notParsed(`${shown} is too large; ${fits}`);
}

/** What is wrong with an amount that does not start with a dollar sign, with the correction if plain. */
function withoutDollar(amount: string, per: string, fits: string): string {
  const quantity = readQuantity(amount.replace(/^(?:usd|us\$)\s*/iu, ''));
  if (quantity === null || quantity.negative) return `is not in US dollars; ${fits}`;
  const { unit } = quantity;
  if (CENTS.test(unit)) return `is in cents; write $${plainDecimal(scaled(quantity, -2))}${per}`;
  if (unit !== '' && !DOLLARS.test(unit)) return `is not in US dollars; ${fits}`;
  return `has no dollar sign; write $${plainDecimal(scaled(quantity))}${per}`;
}

/**
 * Money for people: two significant digits (and at least two decimals) below $1, cents below $100,
 * whole dollars from there.
 *
 * @param usd US dollars
 * @example formatMoney(0.014) // '$0.014'
 */
export function formatMoney(usd: number): string {
  return signed(usd, (exact) => {
    if (exact === 0) return '$0';
    if (exact >= 99.995) return `$${grouped(plainDecimal(Math.round(exact)))}`;
    const size = asSaved(exact);
    return size >= 0.995 ? `$${cents(size)}` : `$${belowOne(size)}`;
  });
}

/** Rounded in decimals, as people do: $1.005 is $1.01, though its nearest binary fraction is less. */
function cents(size: number): string {
  return (Math.round(Number(plainDecimal(size, 2))) / 100).toFixed(2);
}

function belowOne(size: number): string {
  const [mantissa, exponent] = size.toExponential().split('e');
  const tens = Math.round(Number(`${mantissa}e1`));
  const decimals = plainDecimal(Number(`${tens}e${Number(exponent) - 1}`));
  const fraction = decimals.split('.')[1] ?? '';
  return `0.${fraction.padEnd(2, '0')}`;
}

/**
 * Money for files: reads back to the same number.
 *
 * @param usd US dollars, 0 or more
 * @example moneyToYaml(0.0004) // '$0.0004'
 */
export function moneyToYaml(usd: number): string {
  const decimals = plainDecimal(usd);
  return `$${/\.\d$/u.test(decimals) ? `${decimals}0` : decimals}`;
}

/**
 * Money per period for files: reads back to the same number.
 *
 * @example moneyPerToYaml(90, 'month') // '$90/month'
 */
export function moneyPerToYaml(usd: number, period: Period): string {
  return `${moneyToYaml(usd)}/${period}`;
}
