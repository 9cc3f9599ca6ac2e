import { writeSync } from 'node:fs';
import type { Usage } from '../../span.ts';
import * as record from './spanRecord.ts';

/** Where part of a partition lies in the file of one writer. */
export interface Segment {
  readonly partition: number;
  /** Of the group of ranges that its spans come from: spans of a lower one came first. */
  readonly order: number;
  readonly at: number;
  readonly bytes: number;
}

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

/** All partitions together hold back so many bytes before they are written. */
const HELD_BACK = 4 * 1024 * 1024;

/** A piece shorter than this costs more to write than it holds. */
const SHORTEST = 2048;

interface Held {
  readonly bytes: Uint8Array;
  readonly numbers: Float64Array;
  readonly words: Int32Array;
  /** Records so far, second halves counted. */
  used: number;
}

/**
 * Writes spans to a temporary file, those of one trace always to the same partition: a partition can be
 * read and measured alone, so that memory does not grow with the number of spans.
 */
export class SpanSpill {
  readonly #file: number;
  readonly #held: Held[];
  readonly #records: number;
  readonly #segments: Segment[] = [];
  #at = 0;
  #order = 0;

  /** @param file a descriptor to write to, from its beginning */
  constructor(file: number, partitions: number) {
    this.#file = file;
    const size = Math.max(SHORTEST, Math.floor(HELD_BACK / partitions));
    this.#records = Math.floor(size / record.RECORD_BYTES);
    this.#held = Array.from({ length: partitions }, () => held(this.#records));
  }

  /** From now on spans come from this group of ranges; groups come in ascending order. */
  begin(order: number): void {
    if (order === this.#order) return;
    this.flush();
    this.#order = order;
  }

  add({ words, trace, span, parent }: IdWords, figures: SpilledFigures): void {
    const hash = hashOf(words, trace);
    const partition = (hash >>> 0) % this.#held.length;
    const hold = this.#held[partition] as Held;
    const hasSecond = (figures.flags & record.HAS_SECOND) !== 0;
    if (hold.used + 2 > this.#records) this.#write(partition, hold);
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

  /** Writes what is held back. */
  flush(): void {
    this.#held.forEach((hold, partition) => this.#write(partition, hold));
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  #write(partition: number, hold: Held): void {
    const bytes = hold.used * record.RECORD_BYTES;
    if (bytes === 0) return;
    let done = 0;
    while (done < bytes)
      done += writeSync(this.#file, hold.bytes, done, bytes - done, this.#at + done);
    this.#segments.push({ partition, order: this.#order, at: this.#at, bytes });
    this.#at += bytes;
    hold.used = 0;
  }
}

function held(records: number): Held {
  const buffer = new ArrayBuffer(records * record.RECORD_BYTES);
  return {
    bytes: new Uint8Array(buffer),
    numbers: new Float64Array(buffer),
    words: new Int32Array(buffer),
    used: 0,
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
