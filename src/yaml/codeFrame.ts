import { codeFrameColumns } from '@babel/code-frame';
import type { Range } from './diagnostic.ts';

const WIDTH = 100;
const LEAD = 40;
const ABOVE = 2;
const BELOW = 1;

/**
 * The lines around a range with a caret below it. Lines longer than 100 columns are cut (the
 * marked one around the caret), tabs become one space and control characters are hidden.
 *
 * @example codeFrame('a: 1\nb: 2', { line: 2, column: 4, endLine: 2, endColumn: 5 })
 */
export function codeFrame(text: string, range: Range): string {
  const all = text.split(/\r?\n/u);
  const line = Math.min(Math.max(1, range.line), all.length);
  const marked = printable(all[line - 1] ?? '');
  const { shown, shift } = around(marked, range.column);
  const lines = all.slice(0, line + BELOW).map((each, index) => {
    if (index + 1 === line) return shown;
    return index + 1 < line - ABOVE ? '' : cut(printable(each));
  });
  const [column, endColumn] = [range.column - shift, endOnLine(range, marked) - shift];
  const end = Math.max(column + 1, Math.min(endColumn, shown.length + 1));
  return codeFrameColumns(
    lines.join('\n').replace(/\n$/u, ''),
    { start: { line, column }, end: { line, column: end } },
    { highlightCode: false, linesAbove: ABOVE, linesBelow: BELOW },
  );
}

function endOnLine(range: Range, marked: string): number {
  return range.endLine > range.line ? marked.length + 1 : range.endColumn;
}

/** One column stays one column, so that the caret stays where it was. */
function printable(line: string): string {
  return line.replaceAll('\t', ' ').replaceAll(/\p{Cc}/gu, '\uFFFD');
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
