import { hasBigNumbers, keepBigNumbers } from './bigNumbers.ts';
import { CsvRows, csvHeader } from './csvRows.ts';
import { parseJson } from './json.ts';

/** Text held back while it may be one pretty-printed document; beyond this, lines are read as lines. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;

/** A printer breaks lines after these; a line cut off in its middle rarely ends so. */
const OPEN_END = /[{[,:]\s*$/;

export interface DocumentHandlers {
  /** `exactly` is the same document, its large whole numbers as text. */
  readonly onDocument: (document: unknown, line: number, exactly: () => unknown) => void;
  /** The first row of a CSV file. */
  readonly onHeader: (line: number) => void;
  readonly onBlank: () => void;
  readonly onBroken: (reason: string, line: number) => void;
}

/**
 * Turns the lines of one file into JSON documents: one per line, or, when the file is one
 * pretty-printed document, that one (it then counts as one line, its first). A CSV file gives one
 * document per row; its header counts as accepted, and a row over several lines as one.
 */
export class Documents {
  readonly #handlers: DocumentHandlers;
  #line = 0;
  #sawFirst = false;
  #held: { text: string; line: number }[] | null = null;
  #heldLength = 0;
  #csv: CsvRows | null = null;
  #rowLine = 0;

  constructor(handlers: DocumentHandlers) {
    this.#handlers = handlers;
  }

  /** The place of the line that came last, from 1. */
  get line(): number {
    return this.#line;
  }

  /** The next line is a document by itself, or none: no row of a CSV file, no part of a longer document. */
  get isOfLines(): boolean {
    return this.#csv === null && this.#held === null;
  }

  /** Someone else read the next line, which is a document. */
  skipDocument(): void {
    this.#line += 1;
    this.#sawFirst = true;
  }

  /** @param text one line, or null when it was too long to read */
  addLine(text: string | null): void {
    this.#line += 1;
    if (text === null) this.#handlers.onBroken('longer than 256 MB', this.#line);
    else if (this.#csv) this.#row(text, this.#csv);
    else if (this.#held) this.#hold(text, this.#held);
    else this.#read(text, this.#line);
  }

  end(): void {
    if (this.#csv?.isOpen) this.#handlers.onBroken('a CSV row that is cut off', this.#rowLine);
    const [first] = this.#held ?? [];
    if (!first) return;
    const text = (this.#held ?? []).map((each) => each.text).join('\n');
    const document = parseJson(text);
    if (document === undefined) this.#release();
    else this.#give(document, first.line, text);
  }

  #read(text: string, line: number): void {
    if (text.trim() === '') return this.#handlers.onBlank();
    const isFirst = !this.#sawFirst;
    this.#sawFirst = true;
    const document = parseJson(text);
    if (document !== undefined) return this.#give(document, line, text);
    const header = isFirst ? csvHeader(text) : null;
    if (header !== null) {
      this.#csv = new CsvRows(header);
      this.#handlers.onHeader(line);
    } else if (isFirst && OPEN_END.test(text)) this.#held = [{ text, line }];
    else this.#handlers.onBroken('not JSON (cut off or damaged)', line);
  }

  #give(document: unknown, line: number, text: string): void {
    this.#handlers.onDocument(document, line, () =>
      hasBigNumbers(text) ? parseJson(keepBigNumbers(text)) : document,
    );
  }

  #row(text: string, csv: CsvRows): void {
    if (!csv.isOpen) this.#rowLine = this.#line;
    if (!csv.isOpen && text.trim() === '') return this.#handlers.onBlank();
    const row = csv.add(text);
    if (typeof row === 'string') this.#handlers.onBroken(row, this.#rowLine);
    else if (row !== null) this.#handlers.onDocument(row, this.#rowLine, () => row);
  }

  #hold(text: string, held: { text: string; line: number }[]): void {
    held.push({ text, line: this.#line });
    this.#heldLength += text.length;
    if (this.#heldLength > LONGEST_DOCUMENT) this.#release();
  }

  #release(): void {
    const lines = this.#held ?? [];
    this.#held = null;
    for (const { text, line } of lines) this.#read(text, line);
  }
}
