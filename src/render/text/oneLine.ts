/** Control characters, and marks that turn the direction of writing or cannot be seen. */
const UNSEEN = /[\p{Cc}\u200B\u200E\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

/**
 * Text as it may stand in a line: a name with line breaks, escape sequences or marks that reverse what
 * follows shows `�` in their place.
 */
export function oneLine(text: string): string {
  return text.replaceAll(UNSEEN, '\u{FFFD}');
}

/** What a screen is painted with (report.ts): bold, dim, red, green, and their ends. */
const PAINT = new RegExp(
  String.raw`(${String.fromCodePoint(0x1b)}\[(?:1|2|22|31|32|33|36|39)m)`,
  'u',
);

/** The same of a text that may be painted: no other escape sequence gets through. */
export function paintedLine(text: string): string {
  return text
    .split(PAINT)
    .map((part, index) => (index % 2 === 1 ? part : oneLine(part)))
    .join('');
}
