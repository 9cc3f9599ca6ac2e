import stringWidth from 'string-width';

/** Columns that a text takes on a terminal: wide characters and emoji take two, colours none. */
export function displayWidth(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

/** One column each: by far most texts. */
const PLAIN =
  /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u21FF\u2500-\u25FF]*$/u;

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
