import { durationToYaml } from './duration.ts';

/** Limits are printed as they were written, no digit more: a figure would say `2.00 s` and `95.0%`. */

/**
 * A limit on time.
 *
 * @param ms milliseconds
 * @example exactDuration(2000) // '2 s'
 */
export function exactDuration(ms: number): string {
  return durationToYaml(ms).replace(/(?=[a-z])/, ' ');
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
