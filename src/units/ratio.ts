import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import { quoted } from './quoted.ts';

const FITS = 'a ratio is passed/total in whole numbers, as in 193/200';

/** How many of how many passed: whole, 0 <= passed <= total, total > 0. */
export interface Ratio {
  readonly passed: number;
  readonly total: number;
}

/**
 * Reads how many of how many passed, such as `193/200`.
 *
 * @returns whole numbers; a sentence when they are not whole, swapped or of nothing.
 * @example parseRatio('193/200') // { ok: true, value: { passed: 193, total: 200 } }
 */
export function parseRatio(text: string | number): Parsed<Ratio> {
  const shown = quoted(text);
  const [, first, between, second] =
    /^(\d+)\s*(\/|of|out of)\s*(\d+)$/u.exec(String(text).trim()) ?? [];
  if (first === undefined || second === undefined) {
    return notParsed(`${shown} is not a ratio; ${FITS}`);
  }
  if (between !== '/') return notParsed(`${shown} has no slash; write ${first}/${second}`);
  const [passed, total] = [Number(first), Number(second)];
  if (!Number.isSafeInteger(passed) || !Number.isSafeInteger(total)) {
    return notParsed(`${shown} is too large; ${FITS}`);
  }
  if (total === 0) return notParsed(`${shown} is out of nothing; the total must be more than 0`);
  if (passed > total) return notParsed(`${shown} has more passed than there were; ${FITS}`);
  return parsed({ passed, total });
}

/**
 * A ratio for files and people.
 *
 * @example formatRatio({ passed: 193, total: 200 }) // '193/200'
 */
export function formatRatio({ passed, total }: Ratio): string {
  return `${passed}/${total}`;
}
