import { displayWidth } from '../../units/displayWidth.ts';
import { paintedLine } from './oneLine.ts';

/** Spaces at which a line may end: a figure stays with its unit, and a limit with its sign. */
const BREAKS = /(?<![≤≥])(?: (?!(?:ms|s|min|h|d)\b)|(?<!\d) )/u;

/**
 * Breaks text at spaces so that no line is wider than `width` columns; every line starts with
 * `indent`. A word that is wider by itself is broken where the line ends.
 */
export function wrap(text: string, width: number, indent = ''): string {
  return wrapped(text, width - indent.length)
    .map((line) => `${indent}${line}`)
    .join('\n');
}

/** The first line begins with `first`, those below are indented as far. */
export function hanging(first: string, text: string, width: number): string {
  const indent = ' '.repeat(displayWidth(first));
  return first + wrap(text, width, indent).slice(indent.length);
}

/** The lines of {@link wrap}. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paintedLine(text)
    .split(BREAKS)
    .flatMap((each) => pieces(each, Math.max(1, width)))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** A word in parts that each fit into a line. */
function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && displayWidth(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
