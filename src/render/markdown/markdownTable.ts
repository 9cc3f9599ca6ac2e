import { type Block, Markdown, written } from './markdown.ts';

/** A column: text, or the head of a column of figures, which stand at the right. */
export type MarkdownColumn = string | { readonly head: string; readonly align?: string };

/** A table in GitHub's Markdown; plain cells are escaped. Columns of empty cells without a head are left out. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly Block[])[],
): Markdown {
  const heads = columns.map((column) => (typeof column === 'string' ? { head: column } : column));
  const kept = heads
    .map((column, index) => ({ ...column, index }))
    .filter(({ head, index }) => head !== '' || rows.some((row) => (row[index] ?? '') !== ''));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return new Markdown(
    [
      line(kept.map(({ head }) => cell(head))),
      line(kept.map(({ align }) => (align === undefined || align === 'left' ? '---' : '---:'))),
      ...rows.map((row) => line(kept.map(({ index }) => cell(row[index] ?? '')))),
    ].join('\n'),
  );
}

/** A bar ends a cell, even in code. */
function cell(block: Block): string {
  return written(block)
    .replaceAll('|', String.raw`\|`)
    .replaceAll('\n', ' ');
}
