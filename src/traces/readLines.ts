import { binaryShape } from './readers/binaryShape.ts';

/** How many bytes tell text from binary. */
const SNIFFED = 1024;

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
 * end, a byte order mark or invalid UTF-8 (read as U+FFFD).
 *
 * @returns null, or what the stream is when it is not text; nothing is read from it then
 */
export async function readLines(
  source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>,
  options: LineOptions,
): Promise<string | null> {
  const splitter = new LineSplitter(options);
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk)
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (head === null) {
      splitter.push(bytes);
      continue;
    }
    head = Buffer.concat([head, bytes]);
    if (head.length < SNIFFED) continue;
    const binary = start(splitter, head);
    if (binary !== null) return binary;
    head = null;
  }
  const binary = head && start(splitter, head);
  splitter.end();
  return binary;
}

function start(splitter: LineSplitter, head: Buffer): string | null {
  const binary = binaryShape(head);
  if (binary === null) splitter.push(head);
  return binary;
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
