const LONGEST = 40;

/**
 * A user's text in quotes for a message: one line, at most 40 characters.
 *
 * @example quoted(600) // '"600"'
 */
export function quoted(text: string | number): string {
  const line = String(text)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
  return `"${line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line}"`;
}
