const NEWLINE = 0x0a;
const BOM = '\uFEFF';

/** A longer line would not fit a V8 string once decoded; a real batch is a few MB. */
const LONGEST_LINE = 256 * 1024 * 1024;

export interface LineOptions {
  /** Called for each line, without its line end; null stands for a line too long to read. */
  readonly onLine: (line: string | null) => void;
  readonly longestLine?: number;
}

/**
 * Splits a byte stream into lines with constant memory: LF or CRLF, with or without a final line
 * end, a byte order mark or invalid UTF-8 (read as U+FFFD). What was complete before an error of the
 * stream is given out, half a line too.
 */
export async function readLines(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: LineOptions,
): Promise<void> {
  const splitter = new LineSplitter(options);
  try {
    for await (const chunk of source)
      splitter.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  } finally {
    splitter.end();
  }
}

class LineSplitter {
  readonly #onLine: (line: string | null) => void;
  readonly #longest: number;
  #pieces: Buffer[] = [];
  #pending = 0;
  #isFirst = true;

  constructor({ onLine, longestLine = LONGEST_LINE }: LineOptions) {
    this.#onLine = onLine;
    this.#longest = longestLine;
  }

  push(bytes: Buffer): void {
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      this.#keep(bytes.subarray(from, at));
      this.#emit();
      from = at + 1;
    }
    // The source may use the memory again.
    if (from < bytes.length) this.#keep(Buffer.from(bytes.subarray(from)));
  }

  /** A last line without line end is a line; nothing after the last line end is not. */
  end(): void {
    if (this.#pending > 0) this.#emit();
  }

  #keep(piece: Buffer): void {
    this.#pending += piece.length;
    if (this.#pending <= this.#longest) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  #emit(): void {
    const line = this.#pending > this.#longest ? null : this.#text();
    this.#pieces = [];
    this.#pending = 0;
    this.#isFirst = false;
    this.#onLine(line);
  }

  #text(): string {
    const [only] = this.#pieces;
    const bytes = this.#pieces.length === 1 && only ? only : Buffer.concat(this.#pieces);
    const text = bytes.toString('utf8', 0, bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length);
    return this.#isFirst && text.startsWith(BOM) ? text.slice(1) : text;
  }
}
