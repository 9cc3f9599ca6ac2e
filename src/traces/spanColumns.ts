import type { ReadSpan, Span, SpanId, SpanTraits, Usage } from './span.ts';

/** A block holds 4,096 rows: some hundred kilobytes. */
const BITS = 12;
const ROWS = 1 << BITS;
const IN_BLOCK = ROWS - 1;

/** Numbers of a row, NaN where there is none. */
const START = 0;
const DURATION = 1;
const TTFT = 2;
const INPUT = 3;
const CACHED = 4;
const WRITTEN = 5;
const OUTPUT = 6;
const REASONING = 7;
const NUMBERS = 8;

/** Words of a row; a parent of zeros is none. */
const ID_HIGH = 0;
const ID_LOW = 1;
const PARENT_HIGH = 2;
const PARENT_LOW = 3;
const TRAITS = 4;
const FLAGS = 5;
const PREVIOUS = 6;
const WORDS = 7;

const FAILED = 1;
const ENTRY = 2;
const TTFT_REJECTED = 4;
const HAS_USAGE = 8;
const EVALUATED = 16;

interface Block {
  readonly numbers: Float64Array;
  readonly words: Int32Array;
}

/**
 * Spans as rows of typed arrays: a hundred bytes each however many there are, and nothing for the
 * garbage collector to walk.
 */
export class SpanColumns {
  readonly #blocks: Block[] = [];
  readonly #traits: SpanTraits[] = [];
  readonly #traitsAt = new Map<SpanTraits, number>();
  #rows = 0;

  /**
   * @param previous a row to be found again from this one
   * @returns the new row
   */
  add(span: ReadSpan, previous: number): number {
    const row = this.#rows;
    this.#rows += 1;
    if ((row & IN_BLOCK) === 0) this.#blocks.push(newBlock());
    const { numbers, words } = this.#block(row);
    writeNumbers(numbers, (row & IN_BLOCK) * NUMBERS, span);
    const at = (row & IN_BLOCK) * WORDS;
    writeIds(words, at, span);
    words[at + TRAITS] = this.#placeOf(span.traits);
    words[at + FLAGS] = flagsOf(span);
    words[at + PREVIOUS] = previous;
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
      this.#number(a, START) - this.#number(b, START) ||
      this.#unsigned(a, ID_HIGH) - this.#unsigned(b, ID_HIGH) ||
      this.#unsigned(a, ID_LOW) - this.#unsigned(b, ID_LOW)
    );
  }

  /** One literal, not spread together: millions of spans share one hidden class then. */
  span(row: number): Span {
    const { numbers, words } = this.#block(row);
    const at = (row & IN_BLOCK) * NUMBERS;
    const word = (row & IN_BLOCK) * WORDS;
    const flags = words[word + FLAGS] ?? 0;
    const traits = this.#traits[words[word + TRAITS] ?? 0] as SpanTraits;
    return {
      name: traits.name,
      source: traits.source,
      kind: traits.kind,
      operation: traits.operation,
      agent: traits.agent,
      tool: traits.tool,
      dataSource: traits.dataSource,
      model: traits.model,
      effort: traits.effort,
      meaning: traits.meaning,
      startMs: numbers[at + START] ?? NaN,
      durationMs: numbers[at + DURATION] ?? NaN,
      failed: (flags & FAILED) !== 0,
      entry: (flags & ENTRY) !== 0,
      ttftMs: known(numbers[at + TTFT]),
      ttftRejected: (flags & TTFT_REJECTED) !== 0,
      usage: (flags & HAS_USAGE) === 0 ? null : readUsage(numbers, at),
      evaluated: (flags & EVALUATED) !== 0,
      parentless: words[word + PARENT_HIGH] === 0 && words[word + PARENT_LOW] === 0,
    };
  }

  #block(row: number): Block {
    return this.#blocks[row >>> BITS] as Block;
  }

  #number(row: number, column: number): number {
    return this.#block(row).numbers[(row & IN_BLOCK) * NUMBERS + column] ?? NaN;
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
  return {
    numbers: new Float64Array(ROWS * NUMBERS),
    words: new Int32Array(ROWS * WORDS),
  };
}

function writeNumbers(numbers: Float64Array, at: number, span: ReadSpan): void {
  numbers[at + START] = span.startMs;
  numbers[at + DURATION] = span.durationMs;
  numbers[at + TTFT] = span.ttftMs ?? NaN;
  const { usage } = span;
  if (usage === null) return;
  numbers[at + INPUT] = usage.input ?? NaN;
  numbers[at + CACHED] = usage.cached ?? NaN;
  numbers[at + WRITTEN] = usage.written ?? NaN;
  numbers[at + OUTPUT] = usage.output ?? NaN;
  numbers[at + REASONING] = usage.reasoning ?? NaN;
}

function readUsage(numbers: Float64Array, at: number): Usage {
  return {
    input: known(numbers[at + INPUT]),
    cached: known(numbers[at + CACHED]),
    written: known(numbers[at + WRITTEN]),
    output: known(numbers[at + OUTPUT]),
    reasoning: known(numbers[at + REASONING]),
  };
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
    (span.usage === null ? 0 : HAS_USAGE) |
    (span.evaluated ? EVALUATED : 0)
  );
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
