import { asRecord, parseJson } from '../../json.ts';
import { OWN_COUNT } from '../../readers/attributeKeys.ts';
import type { AttributeValue } from '../../readers/attributes.ts';
import { clockOf } from '../../readers/otlpJson.ts';
import { usageOf, type SpanReader } from '../../readers/otlpSpan.ts';
import { reportedCost } from '../../readers/reportedCost.ts';
import { ttftOf } from '../../readers/ttft.ts';
import type { ReadSpan, SpanTraits } from '../../span.ts';
import { secondFlags } from '../../spill/addReadSpan.ts';
import * as record from '../../spill/spanRecord.ts';
import type { SpanSpill } from '../../spill/spanSpill.ts';
import { ELSEWHERE, FAILED, LAYOUT, NUMBER, NUMBER_TEXT, ROW } from '../scanner/layout.ts';
import type { Scanner } from '../scanner/scanner.ts';

/** Takes spans that were read from lines. */
export interface SpanSink extends Pick<SpanSpill, 'add'> {
  /** The number that {@link add} has for these traits; null where such spans come one by one. */
  numberOf(traits: SpanTraits): number | null;
  addRead(span: ReadSpan): void;
}

/** Traits of the spans that look the same, once they are known. */
interface Look {
  /** Without and with reported tokens: number, and what they say of each span. */
  readonly known: [KnownTraits | null, KnownTraits | null];
}

interface KnownTraits {
  /** Null where each span is read by itself. */
  readonly number: number | null;
  readonly flags: number;
}

/** Takes spans from the rows of the scanner to where they are kept. */
export class ScannedSpans {
  readonly #scanner: Scanner;
  readonly #reader: SpanReader;
  readonly #sink: SpanSink;
  readonly #looks: (Look | undefined)[] = [];
  readonly #own = Array.from<AttributeValue | undefined>({ length: OWN_COUNT }).fill(undefined);
  /** The resource whose clock is known: where its text begins and ends in this line. */
  #resource = { from: -1, to: -1, clock: '' };

  constructor(scanner: Scanner, reader: SpanReader, sink: SpanSink) {
    this.#scanner = scanner;
    this.#reader = reader;
    this.#sink = sink;
  }

  /** Numbers of looks mean something else from now on. */
  forgetLooks(): void {
    this.#looks.length = 0;
  }

  /** The spans of the line that was scanned last. @param count how many there are */
  addRows(count: number, onRejected: (reason: string) => void): void {
    this.#resource.from = -1;
    for (let row = 0; row < count; row += 1) this.#addRow(row, onRejected);
  }

  #addRow(row: number, onRejected: (reason: string) => void): void {
    const { words } = this.#scanner;
    const word = (LAYOUT.spans + row * LAYOUT.spanBytes) >> 2;
    const look = words[word + ROW.look] as number;
    if (look >= 0) this.#addLook(word, (this.#looks[look] ??= { known: [null, null] }), onRejected);
    else this.#addParsed(word, onRejected);
  }

  #addParsed(word: number, onRejected: (reason: string) => void): void {
    const span = this.#parsed(word);
    if (typeof span === 'string') onRejected(span);
    else this.#sink.addRead(span);
  }

  #addLook(word: number, look: Look, onRejected: (reason: string) => void): void {
    const { words, numbers } = this.#scanner;
    const count = words[word + ROW.valueCount] as number;
    const startMs = numbers[word >> 1] as number;
    const startNs = numbers[(word >> 1) + 1] as number;
    const durationMs = numbers[(word >> 1) + 2] as number;
    const own = this.#own;
    if (count > 0) this.#takeValues(words[word + ROW.firstValue] as number, count);
    const usage = count > 0 ? usageOf(own) : null;
    const ttft = count > 0 ? ttftOf(own, undefined, { ms: startMs, ns: startNs }) : null;
    const costUsd = count > 0 ? reportedCost(own) : null;
    const isCredible = ttft !== null && ttft > 0 && ttft <= durationMs;
    const ttftMs = isCredible ? ttft : null;
    const traits = (look.known[usage === null ? 0 : 1] ??= this.#traitsOf(word));
    const flags = words[word + ROW.flags] as number;
    if (traits.number === null) this.#addParsed(word, onRejected);
    else
      this.#sink.add(
        { words, trace: word + ROW.traceId, span: word + ROW.spanId, parent: word + ROW.parentId },
        {
          startMs: startMs + startNs / 1e6,
          durationMs,
          traits: traits.number,
          flags:
            traits.flags |
            ((flags & FAILED) === 0 ? 0 : record.FAILED) |
            ((flags & ELSEWHERE) === 0 ? 0 : record.ENTRY) |
            (ttft !== null && !isCredible ? record.TTFT_REJECTED : 0) |
            secondFlags(usage, ttftMs, costUsd),
          ttftMs,
          costUsd,
          usage,
        },
      );
    if (count > 0) this.#forgetValues(words[word + ROW.firstValue] as number, count);
  }

  /** What a span says of itself, from its text: the first one that looks so speaks for all. */
  #traitsOf(word: number): KnownTraits {
    const span = this.#parsed(word);
    if (typeof span === 'string') throw new Error(`the scanner took a span that is ${span}`);
    const { traits } = span;
    const flags = (traits.failed ? record.FAILED : 0) | (traits.entry ? record.ENTRY : 0);
    return { number: this.#sink.numberOf(traits), flags };
  }

  #parsed(word: number): ReturnType<SpanReader['read']> {
    const { words } = this.#scanner;
    const text = this.#text(words[word + ROW.textFrom], words[word + ROW.textTo]);
    const from = words[word + ROW.scopeFrom];
    const to = words[word + ROW.scopeTo];
    const scope = from === to ? null : (parseJson(`"${this.#text(from, to)}"`) as string);
    return this.#reader.read(asRecord(parseJson(text)), scope, this.#clockOf(word));
  }

  #clockOf(word: number): string {
    const { words } = this.#scanner;
    const from = words[word + ROW.resourceFrom] as number;
    const to = words[word + ROW.resourceTo] as number;
    if (this.#resource.from !== from)
      this.#resource = { from, to, clock: clockOf(parseJson(this.#text(from, to))) };
    return this.#resource.clock;
  }

  #takeValues(first: number, count: number): void {
    const { words, numbers } = this.#scanner;
    for (let row = first; row < first + count; row += 1) {
      const word = (LAYOUT.values + row * LAYOUT.valueBytes) >> 2;
      const kind = words[word + 1];
      this.#own[words[word] as number] =
        kind === NUMBER ? (numbers[(word >> 1) + 1] as number) : this.#valueOf(kind, word);
    }
  }

  /** Those of this span alone: most slots are empty anyway. */
  #forgetValues(first: number, count: number): void {
    const { words } = this.#scanner;
    for (let row = first; row < first + count; row += 1)
      this.#own[words[(LAYOUT.values + row * LAYOUT.valueBytes) >> 2] as number] = undefined;
  }

  #valueOf(kind: number | undefined, word: number): AttributeValue {
    const { words } = this.#scanner;
    const text = this.#text(words[word + 2], words[word + 3]);
    return kind === NUMBER_TEXT ? Number(text) : (parseJson(`"${text}"`) as string);
  }

  #text(from: number | undefined, to: number | undefined): string {
    return this.#scanner.memory.toString('utf8', from, to);
  }
}
