import type { BreakEvenLine } from '../../solver/costing/breakEvenLines.ts';
import { volumeCount } from './volumeWords.ts';

/** Intervals beyond this many are not listed one by one. */
const LISTED = 2;

/** Serving times are predicted to about 20%: three digits are more than enough. */
function about(requests: number, turns: number): string {
  return volumeCount(Number(requests.toPrecision(3)), turns);
}

/** `435,000 on`, `617,000–631,000, …, 1.40M on`. */
export function rangesWords({ ranges }: Pick<BreakEvenLine, 'ranges'>, turns: number): string {
  const words = ranges.map(({ from, to }) =>
    to === null ? `${about(from, turns)} on` : `${about(from, turns)}–${about(to, turns)}`,
  );
  const last = words.at(-1) ?? '';
  return words.length <= LISTED ? words.join(', ') : [words[0], '…', last].join(', ');
}
