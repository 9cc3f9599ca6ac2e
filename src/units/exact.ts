import { durationToYaml } from './duration.ts';
import { grouped } from './grouped.ts';
import { moneyToYaml } from './money.ts';
import { plainDecimal } from './plainDecimal.ts';

/** Limits are printed as they were written, no digit more: a figure would say `2.00 s` and `95.0%`. */

const HOUR = 3_600_000;

/**
 * A limit on time; hours to the 72nd, as of figures.
 *
 * @param ms milliseconds
 * @example exactDuration(2000) // '2 s'
 * @example exactDuration(86_400_000) // '24 h'
 */
export function exactDuration(ms: number): string {
  const text = durationToYaml(ms);
  if (text.endsWith('d') && ms < 72 * HOUR) return `${plainDecimal(ms / HOUR)} h`;
  return text.replace(/(?=[a-z])/u, ' ').replace(/ m$/u, ' min');
}

/**
 * A limit on a share.
 *
 * @param share 0..1
 * @example exactShare(0.995) // '99.5%'
 */
export function exactShare(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}

/**
 * A limit on money.
 *
 * @param usd US dollars
 * @example exactMoney(1200.5) // '$1,200.50'
 */
export function exactMoney(usd: number): string {
  return `$${grouped(moneyToYaml(usd).slice(1))}`;
}
