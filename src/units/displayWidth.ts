import { clusterWidth } from './clusterWidth.ts';

/** Columns that a text takes on a terminal: wide characters and emoji take two, colours none. */
export function displayWidth(text: string): number {
  const shown = text.includes('\u001B') ? text.replace(COLOURS, '') : text;
  return PLAIN.test(shown) ? shown.length : sumOfClusters(shown);
}

/** One column each: by far most texts, signs of arithmetic and marks like ✓ and ✗ among them. */
const PLAIN =
  /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u22FF\u2500-\u25FC\u2713-\u2718]*$/u;

/** Colours and whatever else a terminal is told in a control sequence (ECMA-48, 5.4). */
const COLOURS = new RegExp(String.raw`\u001B\[[0-?]*[ -/]*[@-~]`, 'gu');

let segmenter: Intl.Segmenter | null = null;

/** Made when the first such text comes: it takes as long as reading a spec. */
function sumOfClusters(text: string): number {
  segmenter ??= new Intl.Segmenter('en');
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += clusterWidth(segment);
  return columns;
}

/** Spaces up to a width, before or behind. */
export function padded(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const room = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'left' ? text + room : room + text;
}

/**
 * The beginning of a text that is too wide, with `…` behind it.
 *
 * @param width columns, at least 1
 */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
