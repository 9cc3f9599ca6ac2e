import { oneLine } from './text/oneLine.ts';

/** GitHub takes comments of at most this many characters. */
const MOST = 65_536;

/** What ends a comment that was too long. */
const CUT = '\n\n… the rest was cut: it did not fit in a comment.';

/**
 * Markdown as a comment that a bot can find again and replace: its first line names what it is
 * about and is not shown. Cut at a line where it would be too long.
 *
 * @param about what tells this comment from others of the same tool, as in `check spec.yaml`
 */
export function asComment(about: string, markdown: string): string {
  const marker = `<!-- budget:${oneLine(about).replaceAll('--', '- -').replaceAll('>', '')} -->`;
  const whole = `${marker}\n${markdown}`;
  if (whole.length < MOST) return whole;
  const room = MOST - CUT.length - CLOSING.length * 8 - 1;
  const kept = whole.slice(0, whole.lastIndexOf('\n', room));
  const open = occurrences(kept, '<details>') - occurrences(kept, '</details>');
  return kept + CLOSING.repeat(Math.max(0, open)) + CUT;
}

const CLOSING = '\n\n</details>';

function occurrences(text: string, word: string): number {
  return text.split(word).length - 1;
}
