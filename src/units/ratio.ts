import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import { quoted } from './quoted.ts';

const FITS = 'a ratio is passed/total, as in 193/200';

/** How many of how many passed: 0 <= passed <= total, total whole and > 0. Items may pass in part. */
export interface Ratio {
  readonly passed: number;
  readonly total: number;
}

/**
 * Reads how many of how many passed, such as `193/200`; `148.5/200` where items can be partly right.
 *
 * @returns two numbers; a sentence when they are swapped or of nothing, or the total is not whole.
 * @example parseRatio('193/200') // { ok: true, value: { passed: 193, total: 200 } }
 */
export function parseRatio(text: string | number): Parsed<Ratio> {
  const shown = quoted(text);
  const [, first, between, second] =
    /^(\d+(?:\.\d+)?)\s*(\/|of|out of)\s*(\d+)$/u.exec(String(text).trim()) ?? [];
  if (first === undefined || second === undefined) {
    return notParsed(`${shown} is not a ratio; ${FITS}`);
  }
  if (between !== '/') return notParsed(`${shown} has no slash; write ${first}/${second}`);
  const [passed, total] = [Number(first), Number(second)];
  if (passed > Number.MAX_SAFE_INTEGER || !Number.isSafeInteger(total)) {
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
