import { alignDecimals } from './alignDecimals.ts';
import { cut, displayWidth, padded } from '../../units/displayWidth.ts';
import { paintedLine } from './oneLine.ts';
import { wrapped } from './wrap.ts';

/** A column of a table for the terminal. */
export interface Column {
  readonly head: string;
  /** `decimal`: figures below one another by their decimal points. */
  readonly align?: 'left' | 'right' | 'decimal';
  /** Left out where the table is too wide, the highest first; never without. */
  readonly optional?: number;
  /** Text breaks into several lines where the table is too wide, down to this many columns. */
  readonly breaksTo?: number;
}

/** One row, and text that stands below it, over the whole width. */
export interface Row {
  readonly cells: readonly string[];
  readonly below?: string;
}

/** A table that fits. */
export interface LaidOut {
  readonly text: string;
  /** Heads of the columns that were left out to make it fit. */
  readonly left: readonly string[];
}

const GAP = '  ';

/** Columns of text that are cut where nothing else makes a table fit are cut to no less than this. */
const LEAST_CUT = 8;

/** A table without lines, no wider than `width`: columns that may go are left out, then text breaks, then it is cut. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string {
  const plain = rows.map((cells) => ({ cells }));
  return layOut(columns, plain, width).text;
}

/** The same with rows that have text below them, and with what was left out. */
export function layOut(columns: readonly Column[], rows: readonly Row[], width: number): LaidOut {
  const all = columns.map((column, index) => columnOf(column, index, rows));
  const kept = fitting(all, width);
  const widths = narrowed(kept, width);
  const indent = ' '.repeat(4);
  const lines = [
    ...(kept.some(({ head }) => head !== '')
      ? lineOf(
          kept.map(({ head, breaksTo }, at) => cellLines(head, widths[at] ?? 0, breaksTo)),
          kept,
          widths,
        )
      : []),
    ...rows.flatMap(({ below }, row) => [
      ...lineOf(
        kept.map(({ cells, breaksTo }, at) =>
          cellLines(cells[row] ?? '', widths[at] ?? 0, breaksTo),
        ),
        kept,
        widths,
      ),
      ...(below === undefined || below === ''
        ? []
        : wrapped(below, width - indent.length).map((line) => indent + line)),
    ]),
  ];
  const left = all.filter((column) => !kept.includes(column)).map(({ head }) => head);
  return { text: lines.join('\n'), left };
}

interface Filled {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly optional: number | undefined;
  readonly breaksTo: number | undefined;
  readonly cells: readonly string[];
}

function columnOf({ head, align, ...rest }: Column, index: number, rows: readonly Row[]): Filled {
  const cells = rows.map((row) => paintedLine(row.cells[index] ?? ''));
  return {
    head,
    align: align === undefined || align === 'left' ? 'left' : 'right',
    optional: rest.optional,
    breaksTo: rest.breaksTo,
    cells: align === 'decimal' ? alignDecimals(cells) : cells,
  };
}

function naturalWidth({ head, cells }: Filled): number {
  return Math.max(displayWidth(head), ...cells.map(displayWidth));
}

/** A space at the left, the columns, and the gaps between them. */
function total(widths: readonly number[]): number {
  return 1 + widths.reduce((sum, each) => sum + each, 0) + GAP.length * (widths.length - 1);
}

function fitting(columns: readonly Filled[], width: number): Filled[] {
  const kept = [...columns];
  const least = (column: Filled) => Math.min(naturalWidth(column), column.breaksTo ?? Infinity);
  while (total(kept.map(least)) > width) {
    const first = kept.reduce<Filled | null>(
      (most, each) => ((each.optional ?? 0) > (most?.optional ?? 0) ? each : most),
      null,
    );
    if (first === null) break;
    kept.splice(kept.indexOf(first), 1);
  }
  return kept;
}

/** Widths that fit: what breaks gives way first, then other text, the widest first. */
function narrowed(columns: readonly Filled[], width: number): number[] {
  const widths = columns.map(naturalWidth);
  const giveWay = (leastOf: (column: Filled) => number | undefined) => {
    while (total(widths) > width) {
      const at = widestAbove(
        columns.map((column, index) => (widths[index] ?? 0) - (leastOf(column) ?? Infinity)),
      );
      if (at === null) return;
      widths[at] = (widths[at] ?? 0) - 1;
    }
  };
  giveWay(({ breaksTo }) => breaksTo);
  giveWay(({ align }) => (align === 'left' ? LEAST_CUT : undefined));
  return widths;
}

function widestAbove(spare: readonly number[]): number | null {
  const most = Math.max(...spare);
  return most > 0 ? spare.indexOf(most) : null;
}

function cellLines(cell: string, width: number, breaksTo: number | undefined): string[] {
  if (displayWidth(cell) <= width) return [cell];
  return breaksTo === undefined ? [cut(cell, width)] : wrapped(cell, width);
}

/** The cells of a row side by side; those with fewer lines are empty below. */
function lineOf(
  cells: readonly (readonly string[])[],
  columns: readonly Filled[],
  widths: readonly number[],
): string[] {
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    ` ${cells
      .map((lines, at) => padded(lines[line] ?? '', widths[at] ?? 0, columns[at]?.align ?? 'left'))
      .join(GAP)}`.trimEnd(),
  );
}
