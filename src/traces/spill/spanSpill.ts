import type { SpanTraits, Usage } from '../span.ts';
import type { SpillBytes } from './spillBytes.ts';
import * as record from './spanRecord.ts';

/** What {@link SpanSpill.add} takes, besides the ids. */
export interface SpilledFigures {
  readonly startMs: number;
  readonly durationMs: number;
  readonly traits: number;
  readonly flags: number;
  readonly ttftMs: number | null;
  readonly costUsd: number | null;
  readonly usage: Usage | null;
}

/** Ids as words: four for the trace, two for each span, zeros for no parent. */
export interface IdWords {
  readonly words: Int32Array;
  readonly trace: number;
  readonly span: number;
  readonly parent: number;
}

/** Where to find what one writer wrote. */
export interface Written {
  /** Of each partition, where its last piece begins; -1 for none. */
  readonly lasts: Float64Array;
  /** What the numbers of traits stand for. */
  readonly traits: readonly SpanTraits[];
}

/** All partitions together hold back so many bytes before they are written. */
const HELD_BACK = 4 * 1024 * 1024;

/** Bytes of the largest and the smallest pieces. */
const LONGEST = 128 * 1024;
const SHORTEST = 4096;

interface Held {
  readonly bytes: Uint8Array;
  readonly numbers: Float64Array;
  readonly words: Int32Array;
  /** Records so far, the head and second halves counted. */
  used: number;
}

/**
 * Writes spans, those of one trace always to the same partition: a partition can be read and measured
 * alone, so that memory does not grow with the number of spans. Pieces know the one before them: of a
 * partition only its last one has to be remembered.
 */
export class SpanSpill {
  readonly #out: SpillBytes;
  readonly #held: Held[];
  readonly #records: number;
  readonly #divisor: number;
  readonly #lasts: Float64Array;
  #at = 0;
  #order = 0;

  /**
   * @param out written from its beginning on
   * @param divisor partitions of a spill that these spans are part of: they are told apart by what that
   * one left
   */
  constructor(out: SpillBytes, partitions: number, divisor = 1) {
    this.#out = out;
    this.#divisor = divisor;
    const size = Math.min(Math.max(SHORTEST, Math.floor(HELD_BACK / partitions)), LONGEST);
    this.#records = Math.floor(size / record.RECORD_BYTES);
    this.#held = Array.from({ length: partitions }, () => held(this.#records));
    this.#lasts = new Float64Array(partitions).fill(-1);
  }

  /** From now on spans come from this group of ranges; groups come in ascending order. */
  begin(order: number): void {
    if (order === this.#order) return;
    this.flush();
    this.#order = order;
  }

  add({ words, trace, span, parent }: IdWords, figures: SpilledFigures): void {
    const hasSecond = (figures.flags & record.HAS_SECOND) !== 0;
    const hold = this.#roomFor(words, trace);
    const number = hold.used * record.NUMBERS_IN_RECORD;
    const word = hold.used * record.WORDS_IN_RECORD;
    hold.numbers[number + record.START] = figures.startMs;
    hold.numbers[number + record.DURATION] = figures.durationMs;
    for (let at = 0; at < 4; at += 1)
      hold.words[word + record.TRACE + at] = words[trace + at] as number;
    for (let at = 0; at < 2; at += 1) {
      hold.words[word + record.SPAN + at] = words[span + at] as number;
      hold.words[word + record.PARENT + at] = words[parent + at] as number;
    }
    hold.words[word + record.TRAITS] = figures.traits;
    hold.words[word + record.FLAGS] = figures.flags;
    if (hasSecond) writeSecond(hold.numbers, number, figures);
    hold.used += hasSecond ? 2 : 1;
  }

  /**
   * Adds a span as it lies in another spill.
   * @param word where its record begins
   */
  copy(words: Int32Array, word: number, traits: number): void {
    const hold = this.#roomFor(words, word + record.TRACE);
    const hasSecond = ((words[word + record.FLAGS] as number) & record.HAS_SECOND) !== 0;
    const size = hasSecond ? 2 : 1;
    const to = hold.used * record.WORDS_IN_RECORD;
    hold.words.set(words.subarray(word, word + size * record.WORDS_IN_RECORD), to);
    hold.words[to + record.TRAITS] = traits;
    hold.used += size;
  }

  /** Writes what is held back. */
  flush(): void {
    this.#held.forEach((hold, partition) => this.#write(partition, hold));
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#at;
  }

  /** Of each partition, where its last piece begins; -1 for none. */
  get lasts(): Float64Array {
    return this.#lasts;
  }

  /** Where the spans of this trace go, with room for one more. */
  #roomFor(words: Int32Array, trace: number): Held {
    const partition = Math.floor(
      ((hashOf(words, trace) >>> 0) / this.#divisor) % this.#held.length,
    );
    const hold = this.#held[partition] as Held;
    if (hold.used + 2 > this.#records) this.#write(partition, hold);
    return hold;
  }

  #write(partition: number, hold: Held): void {
    if (hold.used === 1) return;
    hold.numbers[record.PIECE_BEFORE] = this.#lasts[partition] as number;
    hold.numbers[record.PIECE_ORDER] = this.#order;
    hold.numbers[record.PIECE_RECORDS] = hold.used - 1;
    const bytes = hold.used * record.RECORD_BYTES;
    this.#out.write(hold.bytes.subarray(0, bytes), this.#at);
    this.#lasts[partition] = this.#at;
    this.#at += bytes;
    hold.used = 1;
  }
}

function held(records: number): Held {
  const buffer = new ArrayBuffer(records * record.RECORD_BYTES);
  return {
    bytes: new Uint8Array(buffer),
    numbers: new Float64Array(buffer),
    words: new Int32Array(buffer),
    used: 1,
  };
}

/** Some write the time into an id, some count: all bits take part. */
export function hashOf(words: Int32Array, trace: number): number {
  let hash = 0;
  for (let at = trace; at < trace + 4; at += 1) {
    hash = Math.imul(hash ^ (words[at] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function writeSecond(
  numbers: Float64Array,
  at: number,
  { ttftMs, costUsd, usage }: SpilledFigures,
): void {
  numbers[at + record.TTFT] = ttftMs ?? NaN;
  numbers[at + record.COST] = costUsd ?? NaN;
  numbers[at + record.INPUT] = usage?.input ?? NaN;
  numbers[at + record.CACHED] = usage?.cached ?? NaN;
  numbers[at + record.WRITTEN] = usage?.written ?? NaN;
  numbers[at + record.OUTPUT] = usage?.output ?? NaN;
  numbers[at + record.REASONING] = usage?.reasoning ?? NaN;
}
