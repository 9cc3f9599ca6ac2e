/** Rows of a CSV file (RFC 4180) as objects by the names in its first row. Texts stay texts. */
export class CsvRows {
  readonly #names: readonly string[];
  #held = '';
  #heldLines = 0;

  constructor(header: readonly string[]) {
    this.#names = header;
  }

  /** A quoted value may go on over several lines. */
  get isOpen(): boolean {
    return this.#heldLines > 0;
  }

  /** @returns the row that this line completes, null when it goes on, or why it is none */
  add(line: string): Record<string, string> | string | null {
    const text = this.#heldLines === 0 ? line : `${this.#held}\n${line}`;
    const cells = csvCells(text);
    if (cells === null) {
      this.#held = text;
      this.#heldLines += 1;
      return null;
    }
    this.#held = '';
    this.#heldLines = 0;
    if (cells.length !== this.#names.length)
      return `a CSV row with ${cells.length} values where the header has ${this.#names.length}`;
    return Object.fromEntries(this.#names.map((name, index) => [name, cells[index] ?? '']));
  }
}

/** The values of one row; null when a quote is not closed. */
export function csvCells(text: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end < 0) return null;
      cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const comma = text.indexOf(',', at);
      const end = comma < 0 ? text.length : comma;
      cells.push(text.slice(at, end));
      at = end;
    }
    if (at >= text.length) return cells;
    // What follows a closing quote belongs to no value.
    if (text[at] !== ',') at = text.indexOf(',', at) < 0 ? text.length : text.indexOf(',', at);
    if (at >= text.length) return cells;
    at += 1;
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

/** The names in the first row of a CSV file of traces; null when the line is no such thing. */
export function csvHeader(line: string): readonly string[] | null {
  if (/^[\s{[]/.test(line) || !line.includes(',')) return null;
  const names = csvCells(line)?.map((name) => name.trim());
  return names !== undefined &&
    names.length > 2 &&
    names.every((name) => /^[\w.[\] -]+$/.test(name))
    ? names
    : null;
}
