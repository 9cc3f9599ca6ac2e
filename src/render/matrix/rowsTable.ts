import type { MatrixRow } from '../../evals/matrix.ts';
import { displayWidth } from '../../units/displayWidth.ts';
import { leftOutLines } from '../text/tableLines.ts';
import { type Column, layOut } from '../text/textTable.ts';
import { wrap } from '../text/wrap.ts';

/** A column of figures about measured architectures; `align` is right unless stated. */
export interface MatrixColumn extends Column {
  cell(row: MatrixRow): string;
}

/** How a table of architectures is laid out. */
export interface Layout {
  readonly columns: readonly MatrixColumn[];
  /** A row's name in the first column, or on a line of its own above its figures. */
  readonly names: 'column' | 'line';
}

/** The first layout that fits into `width` columns; where none does, the last without what has no room. */
export function firstThatFits(
  rows: readonly MatrixRow[],
  layouts: readonly Layout[],
  width: number,
): string {
  const drawn = layouts.map((layout) => rowsTable(rows, layout, Number.POSITIVE_INFINITY));
  const fits = (text: string) => text.split('\n').every((line) => displayWidth(line) <= width);
  const last = layouts.at(-1);
  return drawn.find(fits) ?? (last === undefined ? '' : rowsTable(rows, last, width));
}

/** Names on lines of their own are indented by one column, their figures by two more. */
const INDENT = 2;

function rowsTable(rows: readonly MatrixRow[], { columns, names }: Layout, width: number): string {
  const inColumn = names === 'column';
  const { text, left } = layOut(
    [
      ...(inColumn ? [{ head: 'architecture' }] : []),
      ...columns.map((column) => ({ ...column, align: column.align ?? ('right' as const) })),
    ],
    rows.map((row) => ({
      cells: [...(inColumn ? [row.label] : []), ...columns.map(({ cell }) => cell(row))],
    })),
    inColumn ? width : width - INDENT,
  );
  const unseen = leftOutLines(left, width);
  if (inColumn) return [text, ...unseen].join('\n');
  const margin = ' '.repeat(INDENT);
  const lines = text.split('\n').map((line) => margin + line);
  // Heads may break, figures do not: a line for each row is at the end.
  const headings = lines.splice(0, lines.length - rows.length);
  const named = lines.flatMap((line, index) => [wrap(rows[index]?.label ?? '', width, ' '), line]);
  return [...headings, ...named, ...unseen].join('\n');
}
