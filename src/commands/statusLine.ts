import { USUAL_WIDTH } from '../render/report.ts';
import { cut } from '../units/displayWidth.ts';
import { oneLine } from '../render/text/oneLine.ts';

/** What finishes before this needs no progress. */
const FIRST_MS = 500;

/** Faster than this nobody reads. */
const EVERY_MS = 200;

/** Back to the beginning of the line, and clear it. */
const CLEAR = '\r\u001B[K';

/** Where a line may be shown and taken away again. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** A line on a terminal that says how far something has come; nothing elsewhere. */
export class StatusLine {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #started: number;
  #shown = -Infinity;

  /** @param now milliseconds from any moment on */
  constructor(terminal: Terminal, now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
    this.#started = now();
  }

  /** Shows words, unless it is too early or they would come too often to be read. */
  show(words: (elapsedMs: number) => string): void {
    const now = this.#now();
    const elapsed = now - this.#started;
    if (this.#terminal.isTTY !== true || elapsed < FIRST_MS || now - this.#shown < EVERY_MS) return;
    this.#shown = now;
    // Cut before the last column: a line that breaks cannot be taken away again.
    const text = cut(oneLine(words(elapsed)), (this.#terminal.columns ?? USUAL_WIDTH) - 1);
    this.#terminal.write(`${CLEAR}${text}`);
  }

  clear(): void {
    if (this.#shown > -Infinity) this.#terminal.write(CLEAR);
    this.#shown = -Infinity;
  }
}
