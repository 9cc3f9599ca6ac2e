import { LAYOUT } from '../scanner/layout.ts';

const NEWLINE = 0x0a;

/** As readLines.ts has it. */
const LONGEST_LINE = 256 * 1024 * 1024;

/** So much is read at a time. */
const CHUNK = 1024 * 1024;

/** Reads lines, those that lie in the memory of the scanner and those that do not fit there. */
export interface LineReader {
  readonly memory: Buffer;
  /** @param to its line end */
  read(from: number, to: number, isFirst: boolean): void;
  /** @param line without its line end; null stands for a line too long to read */
  readText(line: string | null, isFirst: boolean): void;
}

/**
 * Cuts a stream of bytes into lines, in the memory of the scanner. What does not fit there, a line of
 * more than 7 MB, is put together as text.
 */
export class LineFeed {
  readonly #lines: LineReader;
  /** Lines that begin at this offset of the stream, or beyond, are not read. */
  readonly #until: number;
  #isFirst: boolean;
  /** Of the stream, where the bytes in memory begin. */
  #offset: number;
  #filled = 0;
  /** Of a line that is longer than the memory. */
  #pieces: Buffer[] = [];
  #pending = 0;
  #isSkipping: boolean;
  isDone = false;

  /**
   * @param from offset of the first byte
   * @param isInside the first byte is not known to begin a line: what comes before the first line end
   * is left out
   * @param until offset from which on lines belong to someone else
   */
  constructor(
    lines: LineReader,
    { from, until, isInside }: { from: number; until: number; isInside: boolean },
  ) {
    this.#lines = lines;
    this.#offset = from;
    this.#until = until;
    this.#isSkipping = isInside;
    this.#isFirst = from === 0 && !isInside;
  }

  /** Where the next bytes go. */
  get space(): Buffer {
    const from = LAYOUT.input + this.#filled;
    return this.#lines.memory.subarray(from, Math.min(from + CHUNK, LAYOUT.inputEnd));
  }

  /** So many bytes were put there. */
  add(size: number): void {
    const { memory } = this.#lines;
    const end = LAYOUT.input + this.#filled + size;
    const last = memory.lastIndexOf(NEWLINE, end - 1);
    this.#filled += size;
    if (last < LAYOUT.input) {
      if (end >= LAYOUT.inputEnd) this.#setAside();
      return;
    }
    this.#readLines(last + 1);
    this.#offset += last + 1 - LAYOUT.input;
    memory.copyWithin(LAYOUT.input, last + 1, end);
    this.#filled = end - last - 1;
  }

  /** A last line without line end is a line. */
  end(): void {
    if (this.isDone) return;
    if (this.#filled + this.#pending === 0) return;
    this.#lines.memory[LAYOUT.input + this.#filled] = NEWLINE;
    this.#readLines(LAYOUT.input + this.#filled + 1);
    this.isDone = true;
  }

  /** Every line in memory up to here. */
  #readLines(end: number): void {
    const { memory } = this.#lines;
    let from: number = LAYOUT.input;
    while (from < end && !this.isDone) {
      const to = memory.indexOf(NEWLINE, from);
      this.#readLine(from, to);
      from = to + 1;
    }
  }

  #readLine(from: number, to: number): void {
    const begin = this.#offset - this.#pending + from - LAYOUT.input;
    if (begin >= this.#until && !this.#isSkipping) {
      this.isDone = true;
      return;
    }
    if (this.#isSkipping) this.#isSkipping = false;
    else if (this.#pending > 0) this.#readLong(from, to);
    else this.#lines.read(from, to, this.#isFirst);
    this.#isFirst = false;
    this.#pieces = [];
    this.#pending = 0;
  }

  #readLong(from: number, to: number): void {
    const size = this.#pending + to - from;
    if (size > LONGEST_LINE) return this.#lines.readText(null, this.#isFirst);
    const bytes = Buffer.concat([...this.#pieces, this.#lines.memory.subarray(from, to)]);
    const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
    this.#lines.readText(bytes.toString('utf8', 0, end), this.#isFirst);
  }

  #setAside(): void {
    const begin = this.#offset - this.#pending;
    if (begin >= this.#until && !this.#isSkipping) this.isDone = true;
    const { memory } = this.#lines;
    const size = this.#filled;
    const isKept = !this.#isSkipping && this.#pending + size <= LONGEST_LINE;
    const piece = memory.subarray(LAYOUT.input, LAYOUT.input + size);
    if (isKept) this.#pieces.push(Buffer.from(piece));
    else this.#pieces = [];
    this.#pending += size;
    this.#offset += size;
    this.#filled = 0;
  }
}
