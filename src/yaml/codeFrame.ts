import { displayWidth } from '../units/displayWidth.ts';
import type { Range } from './diagnostic.ts';

const WIDTH = 100;
const LEAD = 40;
const ABOVE = 2;

/**
 * The lines around a range with a caret below it. Lines longer than 100 characters are cut (the
 * marked one around the caret), tabs become one space, and what steers a terminal is hidden.
 *
 * @example codeFrame('a: 1\nb: 2', { line: 2, column: 4, endLine: 2, endColumn: 5 })
 */
export function codeFrame(text: string, range: Range): string {
  const all = text.replace(/\r?\n$/u, '').split(/\r?\n/u);
  const line = Math.min(Math.max(1, range.line), all.length);
  const marked = printable(all[line - 1] ?? '');
  const { shown, shift } = around(marked, range.column);
  const [column, endColumn] = [range.column - shift, endOnLine(range, marked) - shift];
  const first = Math.max(1, line - ABOVE);
  // One line below, where that says something.
  const last = (all[line] ?? '') === '' ? line : line + 1;
  const digits = String(last).length;
  const gutter = (head: string, body: string): string =>
    `${head.padStart(digits + 2)} |${body === '' ? '' : ` ${body}`}`;
  return all
    .slice(first - 1, last)
    .flatMap((each, index) => {
      const number = first + index;
      if (number !== line) return [gutter(String(number), cut(printable(each)))];
      const caret = caretBelow(shown, column, endColumn);
      return [gutter(`> ${String(number).padStart(digits)}`, shown), gutter('', caret)];
    })
    .join('\n');
}

/** Carets below the columns, the end exclusive: as far in, and as wide, as a terminal draws them. */
function caretBelow(shown: string, column: number, endColumn: number): string {
  const from = Math.min(Math.max(0, column - 1), shown.length);
  const to = Math.max(from + 1, Math.min(endColumn - 1, shown.length));
  const width = Math.max(1, displayWidth(shown.slice(from, to)));
  return ' '.repeat(displayWidth(shown.slice(0, from))) + '^'.repeat(width);
}

function endOnLine(range: Range, marked: string): number {
  return range.endLine > range.line ? marked.length + 1 : range.endColumn;
}

/** Turn what follows round, or to the other side, on terminals that write both ways. */
const TURNS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** One character stays one character, so that the caret stays where it was. */
function printable(line: string): string {
  return line
    .replaceAll('\t', ' ')
    .replaceAll(/\p{Cc}/gu, '\uFFFD')
    .replaceAll(TURNS, '\uFFFD');
}

function cut(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}

/** The part of a long line around a column, and by how much it was shifted to the left. */
function around(line: string, column: number): { shown: string; shift: number } {
  if (line.length <= WIDTH || column <= WIDTH - LEAD) return { shown: cut(line), shift: 0 };
  const shift = Math.min(column - LEAD, line.length - WIDTH + 1);
  return { shown: cut(`…${line.slice(shift + 1)}`), shift };
}
