/** A table of Markdown, cell by cell. */
export interface MarkdownTable {
  readonly heads: readonly string[];
  /** By column, from the line below the heads. */
  readonly aligns: readonly ('left' | 'right')[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The tables of a text in GitHub's Markdown (spec, 4.10): a bar that is escaped stands in its cell.
 *
 * @throws Error for a line that begins with a bar and belongs to no table
 */
export function markdownTables(text: string): MarkdownTable[] {
  const tables: MarkdownTable[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    if (!isRow(lines[at])) continue;
    const block: string[] = [];
    for (; isRow(lines[at]); at += 1) block.push(lines[at] ?? '');
    tables.push(tableOf(block));
  }
  return tables;
}

function isRow(line: string | undefined): boolean {
  return line?.startsWith('|') === true;
}

function tableOf([head = '', rule = '', ...rows]: readonly string[]): MarkdownTable {
  const heads = cellsOf(head);
  const rules = cellsOf(rule);
  if (rules.length !== heads.length || !rules.every((cell) => /^:?-+:?$/u.test(cell)))
    throw new Error(`no table begins with ${head}`);
  return {
    heads,
    aligns: rules.map((cell) => (cell.endsWith(':') ? 'right' : 'left')),
    rows: rows.map((line) => {
      const cells = cellsOf(line);
      if (cells.length !== heads.length)
        throw new Error(`${cells.length} cells below ${heads.length} heads: ${line}`);
      return cells;
    }),
  };
}

function cellsOf(line: string): string[] {
  if (!line.endsWith('|')) throw new Error(`a row without its end: ${line}`);
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim());
}

/** Elements of HTML that Markdown folds text with, opened and not closed. */
export function unclosed(text: string): number {
  const plain = text.replaceAll(/`[^`\n]*`/gu, '');
  return plain.split('<details>').length - plain.split('</details>').length;
}
