import { parseJson } from './json.ts';

/** Text held back while it may be one pretty-printed document; beyond this, lines are read as lines. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;

/** A printer breaks lines after these; a line cut off in its middle rarely ends so. */
const OPEN_END = /[{[,:]\s*$/;

export interface DocumentHandlers {
  readonly onDocument: (document: unknown, line: number) => void;
  readonly onBlank: () => void;
  readonly onBroken: (reason: string, line: number) => void;
}

/**
 * Turns the lines of one file into JSON documents: one per line, or, when the file is one
 * pretty-printed document, that one (it then counts as one line, its first).
 */
export class Documents {
  readonly #handlers: DocumentHandlers;
  #line = 0;
  #sawFirst = false;
  #held: { text: string; line: number }[] | null = null;
  #heldLength = 0;

  constructor(handlers: DocumentHandlers) {
    this.#handlers = handlers;
  }

  /** @param text one line, or null when it was too long to read */
  addLine(text: string | null): void {
    this.#line += 1;
    if (text === null) this.#handlers.onBroken('longer than 256 MB', this.#line);
    else if (this.#held) this.#hold(text, this.#held);
    else this.#read(text, this.#line);
  }

  end(): void {
    const [first] = this.#held ?? [];
    if (!first) return;
    const document = parseJson((this.#held ?? []).map(({ text }) => text).join('\n'));
    if (document === undefined) this.#release();
    else this.#handlers.onDocument(document, first.line);
  }

  #read(text: string, line: number): void {
    if (text.trim() === '') return this.#handlers.onBlank();
    const isFirst = !this.#sawFirst;
    this.#sawFirst = true;
    const document = parseJson(text);
    if (document !== undefined) this.#handlers.onDocument(document, line);
    else if (isFirst && OPEN_END.test(text)) this.#held = [{ text, line }];
    else this.#handlers.onBroken('not JSON (cut off or damaged)', line);
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
