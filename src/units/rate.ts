import { countToYaml, formatCount, parseCount } from './count.ts';
import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import { guessPeriod, isPeriod, PERIODS_PER_MONTH } from './period.ts';
import { readQuantity } from './quantity.ts';
import { quoted } from './quoted.ts';
import { splitPer } from './splitPer.ts';

const FITS = 'a rate takes /hour, /day, /week, /month or /year, as in 1500/month';

/**
 * Reads a rate such as `1500/month`, `20k/month` or `500/day`. A month has 30.4375 days (365.25 / 12).
 *
 * @returns how often per month, 0 or more; a sentence when the period is missing or unknown.
 * @example parseRate('3/hour') // { ok: true, value: 2191.5 }
 */
export function parseRate(text: string | number): Parsed<number> {
  const { amount, period } = splitPer(text);
  const count = parseCount(amount);
  if (!count.ok) {
    const isQuantity = readQuantity(amount) !== null;
    return isQuantity ? count : notParsed(`${quoted(text)} is not a rate; ${FITS}`);
  }
  if (period === null) return notParsed(`${quoted(text)} has no period; ${FITS}`);
  if (isPeriod(period)) return parsed(count.value * PERIODS_PER_MONTH[period]);
  const meant = guessPeriod(period);
  const advice = meant === null ? FITS : `write ${amount}/${meant}`;
  return notParsed(`${quoted(text)} has the unknown period ${quoted(period)}; ${advice}`);
}

/**
 * A rate for people.
 *
 * @param perMonth how often in a month of 30.4375 days
 * @example formatRate(1500) // '1,500/month'
 */
export function formatRate(perMonth: number): string {
  return `${formatCount(perMonth)}/month`;
}

/**
 * A rate for files: reads back to the same number.
 *
 * @param perMonth how often in a month of 30.4375 days
 * @example rateToYaml(20_000) // '20k/month'
 */
export function rateToYaml(perMonth: number): string {
  return `${countToYaml(perMonth)}/month`;
}
