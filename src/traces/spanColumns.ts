import type { ReadSpan, Span, SpanId, SpanTraits } from './span.ts';
import { UsageColumns } from './usageColumns.ts';

/** No row. */
export const NONE = -1;

/** Rows lie side by side in groups of one trace: traces are read one by one, and memory is slow. */
const IN_GROUP = 3;

/** A block holds 4,096 rows: a quarter of a megabyte. */
const BITS = 12;
const ROWS = 1 << BITS;
const IN_BLOCK = ROWS - 1;

/** A row is 64 bytes: a line of the processor's cache. */
const NUMBERS = 8;
const WORDS = 16;

/** Numbers of a row, NaN where there is none. */
const START = 0;
const DURATION = 1;
const TTFT = 2;
/** The last eight bytes: the words between are ids and places. */
const COST = 7;

/** Words of a row, after the numbers; a parent of zeros is none. */
const ID_HIGH = 6;
const ID_LOW = 7;
const PARENT_HIGH = 8;
const PARENT_LOW = 9;
const TRAITS = 10;
const USAGE = 11;
const PREVIOUS = 12;
const FLAGS = 13;

const FAILED = 1;
const ENTRY = 2;
const TTFT_REJECTED = 4;
const EVALUATED = 8;

/** Two views of the same bytes. */
interface Block {
  readonly numbers: Float64Array;
  readonly words: Int32Array;
}

/**
 * Spans as rows of typed arrays: some eighty bytes each however many there are, and nothing for the
 * garbage collector to walk.
 */
export class SpanColumns {
  readonly #blocks: Block[] = [];
  readonly #usages = new UsageColumns();
  readonly #traits: SpanTraits[] = [];
  readonly #traitsAt = new Map<SpanTraits, number>();
  #end = 0;

  /**
   * @param previous the row of the same trace that was added before
   * @returns the new row
   */
  add(span: ReadSpan, previous: number): number {
    const row = (previous & IN_GROUP) === IN_GROUP ? this.#newGroup() : previous + 1;
    const { numbers, words } = this.#block(row);
    writeNumbers(numbers, (row & IN_BLOCK) * NUMBERS, span);
    const at = (row & IN_BLOCK) * WORDS;
    writeIds(words, at, span);
    words[at + TRAITS] = this.#placeOf(span.traits);
    words[at + USAGE] = span.usage === null ? NONE : this.#usages.add(span.usage);
    words[at + PREVIOUS] = previous;
    words[at + FLAGS] = flagsOf(span);
    return row;
  }

  previous(row: number): number {
    return this.#word(row, PREVIOUS);
  }

  spanId(row: number): SpanId {
    return { high: this.#word(row, ID_HIGH), low: this.#word(row, ID_LOW) };
  }

  parentId(row: number): SpanId {
    return { high: this.#word(row, PARENT_HIGH), low: this.#word(row, PARENT_LOW) };
  }

  /** Order by start, then span id. */
  compare(a: number, b: number): number {
    return (
      this.#start(a) - this.#start(b) ||
      this.#unsigned(a, ID_HIGH) - this.#unsigned(b, ID_HIGH) ||
      this.#unsigned(a, ID_LOW) - this.#unsigned(b, ID_LOW)
    );
  }

  /** One literal, not spread together: millions of spans share one hidden class then. */
  span(row: number): Span {
    const { numbers, words } = this.#block(row);
    const number = (row & IN_BLOCK) * NUMBERS;
    const word = (row & IN_BLOCK) * WORDS;
    const flags = words[word + FLAGS] ?? 0;
    const usage = words[word + USAGE] ?? NONE;
    const traits = this.#traits[words[word + TRAITS] ?? 0] as SpanTraits;
    const ttftMs = numbers[number + TTFT] ?? NaN;
    const cost = numbers[number + COST] ?? NaN;
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
      startMs: numbers[number + START] ?? NaN,
      durationMs: numbers[number + DURATION] ?? NaN,
      failed: (flags & FAILED) !== 0,
      entry: (flags & ENTRY) !== 0,
      ttftMs: Number.isNaN(ttftMs) ? null : ttftMs,
      ttftRejected: (flags & TTFT_REJECTED) !== 0,
      usage: usage === NONE ? null : this.#usages.usage(usage),
      costUsd: Number.isNaN(cost) ? null : cost,
      evaluated: (flags & EVALUATED) !== 0,
      parentless: words[word + PARENT_HIGH] === 0 && words[word + PARENT_LOW] === 0,
    };
  }

  #newGroup(): number {
    const row = this.#end;
    this.#end += IN_GROUP + 1;
    if ((row & IN_BLOCK) === 0) this.#blocks.push(newBlock());
    return row;
  }

  #block(row: number): Block {
    return this.#blocks[row >>> BITS] as Block;
  }

  #start(row: number): number {
    return this.#block(row).numbers[(row & IN_BLOCK) * NUMBERS + START] ?? NaN;
  }

  #word(row: number, column: number): number {
    return this.#block(row).words[(row & IN_BLOCK) * WORDS + column] ?? 0;
  }

  #unsigned(row: number, column: number): number {
    return this.#word(row, column) >>> 0;
  }

  #placeOf(traits: SpanTraits): number {
    const known = this.#traitsAt.get(traits);
    if (known !== undefined) return known;
    this.#traitsAt.set(traits, this.#traits.length);
    return this.#traits.push(traits) - 1;
  }
}

function newBlock(): Block {
  const bytes = new ArrayBuffer(ROWS * WORDS * Int32Array.BYTES_PER_ELEMENT);
  return { numbers: new Float64Array(bytes), words: new Int32Array(bytes) };
}

function writeNumbers(numbers: Float64Array, at: number, span: ReadSpan): void {
  numbers[at + START] = span.startMs;
  numbers[at + DURATION] = span.durationMs;
  numbers[at + TTFT] = span.ttftMs ?? NaN;
  numbers[at + COST] = span.costUsd ?? NaN;
}

function writeIds(words: Int32Array, at: number, { spanId, parentId }: ReadSpan): void {
  words[at + ID_HIGH] = spanId.high;
  words[at + ID_LOW] = spanId.low;
  words[at + PARENT_HIGH] = parentId === null ? 0 : parentId.high;
  words[at + PARENT_LOW] = parentId === null ? 0 : parentId.low;
}

function flagsOf(span: ReadSpan): number {
  return (
    (span.failed ? FAILED : 0) |
    (span.entry ? ENTRY : 0) |
    (span.ttftRejected ? TTFT_REJECTED : 0) |
    (span.evaluated ? EVALUATED : 0)
  );
}
