import { formatDuration, parseDuration } from '../../units/duration.ts';
import { exactMoney, exactShare } from '../../units/exact.ts';
import { formatMoney, parseMoney } from '../../units/money.ts';
import type { Parsed } from '../../units/parsed.ts';
import { formatEnd, formatShare, parseShare } from '../../units/share.ts';
import { LATENCY_TOLERANCE } from '../candidate.ts';

/**
 * Figures beside their limit. A figure is rounded as always, unless it would then read as if it were
 * on the other side: 83.9% where 84% are wanted is not printed as 84%.
 */

/** Up to which rounding a cost or an accuracy is at its limit. */
const ROUNDING = 1e-9;

/** Digits, up to those of a saved result, that are tried where the usual ones do not tell. */
const DIGITS = [3, 4, 5, 6];

/** Of times three are usual. */
const MORE_DIGITS = [1, 2, 3];

/**
 * An accuracy beside its floor.
 *
 * @param share 0..1
 * @param floor 0..1; null is no limit
 * @example shareBeside(0.839, 0.84) // '83.9%'
 */
export function shareBeside(share: number, floor: number | null): string {
  const usual = formatShare(share, 0);
  if (floor === null) return usual;
  const keeps = (value: number) => value >= floor - ROUNDING;
  return onItsSide(
    [usual, ...DIGITS.map((digits) => exactShare(Number(share.toFixed(digits))))],
    (text) => parseShare(text.replace(/^[<>] /u, '')),
    (back) => keeps(back) === keeps(share),
  );
}

/**
 * The worse end of an interval beside the floor, in percent without the sign.
 *
 * @example endBeside(0.948, 0.95) // '94.8'
 */
export function endBeside(share: number, floor: number | null): string {
  const usual = formatEnd(share);
  if (floor === null || Number(usual) >= 100 * floor === share >= floor - ROUNDING) return usual;
  return shareBeside(share, floor).replace('%', '');
}

/**
 * A cost beside the most that it may be, both in USD.
 *
 * @param most null is no limit
 * @example moneyBeside(0.0192, 0.019) // '$0.0192'
 */
export function moneyBeside(usd: number, most: number | null): string {
  const usual = formatMoney(usd);
  if (most === null) return usual;
  const keeps = (value: number) => value <= most * (1 + ROUNDING);
  return onItsSide(
    [usual, ...DIGITS.map((digits) => exactMoney(Number(usd.toPrecision(digits))))],
    parseMoney,
    (back) => keeps(back) === keeps(usd),
  );
}

/**
 * A time beside its limit, both in ms. What holds by the tolerance of limits may read so.
 *
 * @param most null is no limit
 * @example durationBeside(2004, 2000) // '2.004 s'
 */
export function durationBeside(ms: number, most: number | null): string {
  const usual = formatDuration(ms);
  if (most === null) return usual;
  const keeps = (value: number) => value <= most * LATENCY_TOLERANCE;
  return onItsSide(
    [usual, ...MORE_DIGITS.map((more) => formatDuration(ms, more))],
    (text) => parseDuration(text.replace(/min$/u, 'm')),
    (back) => (keeps(ms) ? keeps(back) : back > most),
  );
}

/** The first text that reads back to the right side; the usual one where none does. */
function onItsSide(
  texts: readonly string[],
  read: (text: string) => Parsed<number>,
  isRight: (back: number) => boolean,
): string {
  const found = texts.find((text) => {
    const back = read(text);
    return back.ok && isRight(back.value);
  });
  return found ?? texts[0] ?? '';
}
