import { readSync, writeSync } from 'node:fs';

/** Bytes that are written one after the other and read anywhere. */
export interface SpillBytes {
  /** @param at where the last ones ended */
  write(bytes: Uint8Array, at: number): void;
  /** Fills `into`. */
  read(into: Uint8Array, at: number): void;
}

/** In a file, which others may read too. */
export class FileBytes implements SpillBytes {
  readonly #file: number;
  readonly #begin: number;

  /**
   * @param file an open descriptor
   * @param begin where the first byte lies
   */
  constructor(file: number, begin = 0) {
    this.#file = file;
    this.#begin = begin;
  }

  write(bytes: Uint8Array, at: number): void {
    const begin = this.#begin + at;
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.#file, bytes, done, bytes.length - done, begin + done);
  }

  read(into: Uint8Array, at: number): void {
    for (let done = 0; done < into.length;) {
      const size = readSync(this.#file, into, done, into.length - done, this.#begin + at + done);
      if (size === 0) throw new Error('the temporary file was cut off');
      done += size;
    }
  }
}

const CHUNK = 256 * 1024;

/** In memory: for what may turn out to be little. */
export class MemoryBytes implements SpillBytes {
  readonly #chunks: Uint8Array[] = [];

  write(bytes: Uint8Array, at: number): void {
    this.#each(bytes.length, at, (from, chunk) =>
      chunk.set(bytes.subarray(from, from + chunk.length)),
    );
  }

  read(into: Uint8Array, at: number): void {
    this.#each(into.length, at, (from, chunk) => into.set(chunk, from));
  }

  /** The parts of these bytes that lie in one chunk each. */
  #each(size: number, at: number, act: (from: number, part: Uint8Array) => void): void {
    for (let from = 0; from < size;) {
      const place = (at + from) % CHUNK;
      const part = Math.min(size - from, CHUNK - place);
      const chunk = (this.#chunks[Math.floor((at + from) / CHUNK)] ??= new Uint8Array(CHUNK));
      act(from, chunk.subarray(place, place + part));
      from += part;
    }
  }
}
