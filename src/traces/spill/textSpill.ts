import type { SpillBytes } from './spillBytes.ts';

/** A partition holds back so many characters before they are written. */
const HELD_BACK = 16 * 1024;

/** Bytes ahead of a piece: where the one of the same partition before it begins, -1 for none; its size. */
const HEAD = 16;

/** Lines of text, by partition; of each only its last piece is remembered. */
export class TextSpill {
  readonly #out: SpillBytes;
  readonly #held: { lines: string[]; size: number }[];
  readonly #lasts: Float64Array;
  #at = 0;

  /** @param out written from its beginning on */
  constructor(out: SpillBytes, partitions: number) {
    this.#out = out;
    this.#held = Array.from({ length: partitions }, () => ({ lines: [], size: 0 }));
    this.#lasts = new Float64Array(partitions).fill(-1);
  }

  /** @param line without line ends */
  add(partition: number, line: string): void {
    const held = this.#held[partition];
    if (held === undefined) throw new RangeError(`no partition ${partition}`);
    held.lines.push(line);
    held.size += line.length;
    if (held.size > HELD_BACK) this.#write(partition);
  }

  /** The lines of a partition, in the order in which they came. */
  read(partition: number): string[] {
    const pieces: string[] = [];
    const head = new Float64Array(HEAD / Float64Array.BYTES_PER_ELEMENT);
    for (let at = this.#lasts[partition] as number; at >= 0; at = head[0] as number) {
      this.#out.read(new Uint8Array(head.buffer), at);
      const bytes = Buffer.alloc(head[1] as number);
      this.#out.read(bytes, at + HEAD);
      pieces.push(bytes.toString('utf8'));
    }
    const written = pieces.toReversed().flatMap((piece) => piece.split('\n'));
    return [...written, ...(this.#held[partition]?.lines ?? [])];
  }

  #write(partition: number): void {
    const held = this.#held[partition];
    if (held === undefined) return;
    const bytes = Buffer.from(held.lines.join('\n'));
    const head = new Float64Array([this.#lasts[partition] as number, bytes.length]);
    this.#out.write(new Uint8Array(head.buffer), this.#at);
    this.#out.write(bytes, this.#at + HEAD);
    this.#lasts[partition] = this.#at;
    this.#at += HEAD + bytes.length;
    held.lines = [];
    held.size = 0;
  }
}
