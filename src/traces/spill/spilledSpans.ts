import { JoinedRows, type SpanRows } from '../joinedRows.ts';
import type { Span, SpanId, SpanTraits, Trace, Usage } from '../span.ts';
import * as record from './spanRecord.ts';
import { hashOf } from './spanSpill.ts';
import { sizeOf, type Piece } from './spillPieces.ts';

const NONE = -1;

/**
 * The spans of one partition after the other, read back into the same memory. Rows are in the order in
 * which the spans came.
 */
export class SpilledSpans implements SpanRows {
  #numbers = new Float64Array(0);
  #words = new Int32Array(0);
  /** Of each row: the record where it begins, its traits, and the row of its trace before it. */
  #records = new Int32Array(0);
  readonly #traits: SpanTraits[] = [];
  #previous = new Int32Array(0);
  /** Row added last, by trace. */
  readonly #lasts: number[] = [];
  /** A table of traces: place in `#lasts`, or none. */
  #slots = new Int32Array(0);

  /**
   * Takes the place of the partition before.
   * @param pieces of one partition, in the order in which their spans came
   */
  load(pieces: readonly Piece[]): void {
    const bytes = this.#room(sizeOf(pieces));
    let at = 0;
    for (const piece of pieces) {
      piece.bytes.read(bytes.subarray(at, at + piece.size), piece.at);
      this.#addRows(at / record.RECORD_BYTES, piece.size / record.RECORD_BYTES, piece.traits);
      at += piece.size;
    }
    this.#chain();
  }

  /** Each trace of the partition, in the order in which they began to come. */
  *traces(): Generator<Trace> {
    const joined = new JoinedRows(this);
    for (const last of this.#lasts) yield joined.of(last);
  }

  previous(row: number): number {
    return this.#previous[row] as number;
  }

  spanId(row: number): SpanId {
    return this.#idAt(row, record.SPAN);
  }

  parentId(row: number): SpanId {
    return this.#idAt(row, record.PARENT);
  }

  compare(a: number, b: number): number {
    return (
      this.#start(a) - this.#start(b) ||
      this.#unsigned(a, record.SPAN) - this.#unsigned(b, record.SPAN) ||
      this.#unsigned(a, record.SPAN + 1) - this.#unsigned(b, record.SPAN + 1)
    );
  }

  /** One literal, not spread together: millions of spans share one hidden class then. */
  span(row: number): Span {
    const traits = this.#traits[row] as SpanTraits;
    const number = (this.#records[row] as number) * record.NUMBERS_IN_RECORD;
    const flags = this.#word(row, record.FLAGS);
    const hasSecond = (flags & record.HAS_SECOND) !== 0;
    return {
      name: traits.name,
      source: traits.source,
      kind: traits.kind,
      component: traits.component,
      operation: traits.operation,
      agent: traits.agent,
      tool: traits.tool,
      dataSource: traits.dataSource,
      model: traits.model,
      effort: traits.effort,
      meaning: traits.meaning,
      clock: traits.clock,
      detached: traits.detached,
      signature: traits.signature,
      startMs: this.#numbers[number + record.START] as number,
      durationMs: this.#numbers[number + record.DURATION] as number,
      failed: (flags & record.FAILED) !== 0,
      entry: (flags & record.ENTRY) !== 0,
      ttftMs: hasSecond ? known(this.#numbers[number + record.TTFT]) : null,
      ttftRejected: (flags & record.TTFT_REJECTED) !== 0,
      usage: (flags & record.HAS_USAGE) === 0 ? null : usageAt(this.#numbers, number),
      costUsd: hasSecond ? known(this.#numbers[number + record.COST]) : null,
      evaluated: (flags & record.EVALUATED) !== 0,
      parentless: this.#word(row, record.PARENT) === 0 && this.#word(row, record.PARENT + 1) === 0,
    };
  }

  /** Forgets what was loaded; a quarter more than needed saves the next partitions from asking again. */
  #room(size: number): Uint8Array {
    this.#traits.length = 0;
    this.#lasts.length = 0;
    if (this.#numbers.byteLength < size) {
      const records = Math.ceil((size * 1.25) / record.RECORD_BYTES);
      this.#numbers = new Float64Array(records * record.NUMBERS_IN_RECORD);
      this.#words = new Int32Array(this.#numbers.buffer);
      this.#records = new Int32Array(records);
      this.#previous = new Int32Array(records);
      this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(records * 2 + 2)));
    }
    return new Uint8Array(this.#numbers.buffer, 0, size);
  }

  #addRows(from: number, count: number, traits: readonly SpanTraits[]): void {
    for (let at = from; at < from + count;) {
      const word = at * record.WORDS_IN_RECORD;
      const row = this.#traits.length;
      this.#records[row] = at;
      this.#traits.push(traits[this.#words[word + record.TRAITS] as number] as SpanTraits);
      at += ((this.#words[word + record.FLAGS] as number) & record.HAS_SECOND) === 0 ? 1 : 2;
    }
  }

  /** Rows by trace, through a table of twice as many slots. */
  #chain(): void {
    const rows = this.#traits.length;
    const mask = 2 ** Math.ceil(Math.log2(rows * 2 + 2)) - 1;
    const slots = this.#slots.fill(NONE, 0, mask + 1);
    for (let row = 0; row < rows; row += 1) {
      const trace = this.#wordOf(row) + record.TRACE;
      let slot = (Math.imul(hashOf(this.#words, trace), 0x85ebca6b) >>> 8) & mask;
      while (slots[slot] !== NONE && !this.#isTraceOf(slots[slot] as number, trace))
        slot = (slot + 1) & mask;
      if (slots[slot] === NONE) slots[slot] = this.#lasts.push(NONE) - 1;
      const index = slots[slot] as number;
      this.#previous[row] = this.#lasts[index] as number;
      this.#lasts[index] = row;
    }
  }

  #isTraceOf(index: number, trace: number): boolean {
    const other = this.#wordOf(this.#lasts[index] as number) + record.TRACE;
    for (let at = 0; at < 4; at += 1)
      if (this.#words[trace + at] !== this.#words[other + at]) return false;
    return true;
  }

  #wordOf(row: number): number {
    return (this.#records[row] as number) * record.WORDS_IN_RECORD;
  }

  #word(row: number, column: number): number {
    return this.#words[this.#wordOf(row) + column] as number;
  }

  #unsigned(row: number, column: number): number {
    return this.#word(row, column) >>> 0;
  }

  #start(row: number): number {
    return this.#numbers[
      (this.#records[row] as number) * record.NUMBERS_IN_RECORD + record.START
    ] as number;
  }

  #idAt(row: number, column: number): SpanId {
    return { high: this.#word(row, column), low: this.#word(row, column + 1) };
  }
}

function usageAt(numbers: Float64Array, at: number): Usage {
  return {
    input: known(numbers[at + record.INPUT]),
    cached: known(numbers[at + record.CACHED]),
    written: known(numbers[at + record.WRITTEN]),
    output: known(numbers[at + record.OUTPUT]),
    reasoning: known(numbers[at + record.REASONING]),
  };
}

function known(number: number | undefined): number | null {
  return number === undefined || Number.isNaN(number) ? null : number;
}
