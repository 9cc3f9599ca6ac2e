/** Control characters, and marks that turn the direction of writing or cannot be seen. */
const UNSEEN = /[\p{Cc}\u200B\u200E\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

/** Colours, as they are written between the words of a text. */
const COLOUR = new RegExp(String.raw`(${String.fromCodePoint(0x1b)}\[[0-9;]*m)`, 'u');

/**
 * Text as it may stand in a line of a terminal: a name with line breaks, escape sequences or marks
 * that reverse what follows shows `�` in their place. Colours stay.
 */
export function oneLine(text: string): string {
  return text
    .split(COLOUR)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(UNSEEN, '\u{FFFD}')))
    .join('');
}
