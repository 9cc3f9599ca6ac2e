import { Damaged } from './content/damaged.ts';
import { readContent } from './content/readContent.ts';
import { Documents } from './documents.ts';
import { EngineError } from './engines/engineError.ts';
import type { Input } from './expandPaths.ts';
import { fileChunks } from './fileChunks.ts';
import { fileReason } from './fileReason.ts';
import type { Format, FormatReader } from './formats/format.ts';
import { formatOf } from './formats/formats.ts';
import { otlp } from './formats/otlp.ts';
import { python } from './formats/python.ts';
import { parseJson } from './json.ts';
import { jsonShape } from './readers/jsonShape.ts';
import { visitSpans } from './readers/otlpJson.ts';
import { otlpOfProto } from './readers/otlpProto.ts';
import { Rejections, type Rejection } from './rejections.ts';
import type { Rule } from './rules/rule.ts';
import type { Trace } from './span.ts';
import { SpanIntake } from './spanIntake.ts';

/**
 * What reading came to. Laws: lines = accepted + rejected + blank; spans = rejected + those of the
 * traces + their duplicates. A message of a framed file counts as a line.
 */
export interface Collected {
  readonly files: {
    readonly read: number;
    readonly notRead: readonly FileProblem[];
    /** Read as far as they go. */
    readonly damaged: readonly FileProblem[];
  };
  readonly lines: {
    readonly total: number;
    readonly accepted: number;
    readonly blank: number;
    readonly rejected: readonly Rejection[];
  };
  readonly spans: {
    readonly total: number;
    readonly rejected: readonly Rejection[];
  };
  /** In the order in which they came; each is put together when it is asked for. */
  readonly traces: Iterable<Trace>;
}

export interface FileProblem {
  readonly name: string;
  readonly reason: string;
}

export interface CollectOptions {
  /** The format of every document, in place of finding it out. */
  readonly from?: Format | null;
  readonly rules?: readonly Rule[];
}

/**
 * Reads every span of the inputs. Nothing throws on bad input: what cannot be read is counted with its
 * reason and its first place.
 *
 * @throws EngineError when there is no room for the temporary file of many spans
 */
export async function collectSpans(
  inputs: readonly Input[],
  stdin: AsyncIterable<Uint8Array | string>,
  options: CollectOptions = {},
): Promise<Collected> {
  const collector = new Collector(options);
  for (const input of inputs) await collector.read(input, stdin);
  return collector.result();
}

class Collector {
  readonly #spans: SpanIntake;
  readonly #from: Format | null;
  readonly #readers = new Map<Format, FormatReader>();
  readonly #notRead: FileProblem[] = [];
  readonly #damaged: FileProblem[] = [];
  readonly #badLines = new Rejections();
  #filesRead = 0;
  #accepted = 0;
  #blank = 0;
  #lines = 0;

  constructor({ from = null, rules = [] }: CollectOptions) {
    this.#from = from;
    this.#spans = new SpanIntake(rules);
  }

  async read(input: Input, stdin: AsyncIterable<Uint8Array | string>): Promise<void> {
    const before = this.#lines;
    const problem = input.problem ?? (await this.#readFile(input, stdin));
    if (problem === null) this.#filesRead += 1;
    else if (problem instanceof Damaged && this.#lines > before) {
      this.#filesRead += 1;
      this.#damaged.push({ name: input.name, reason: problem.message });
    } else {
      const reason = problem instanceof Damaged ? problem.message : problem;
      this.#notRead.push({ name: input.name, reason });
    }
  }

  result(): Collected {
    for (const reader of this.#readers.values()) reader.end();
    return {
      files: { read: this.#filesRead, notRead: this.#notRead, damaged: this.#damaged },
      lines: {
        total: this.#lines,
        accepted: this.#accepted,
        blank: this.#blank,
        rejected: this.#badLines.list(),
      },
      spans: { total: this.#spans.total, rejected: this.#spans.rejected() },
      traces: this.#spans.traces(),
    };
  }

  async #readFile(
    input: Input,
    stdin: AsyncIterable<Uint8Array | string>,
  ): Promise<string | Damaged | null> {
    const before = this.#lines;
    const documents = new Documents(this.#handlers(input.name));
    let message = 0;
    try {
      const unread = await readContent(input.path === null ? stdin : fileChunks(input.path), {
        onLine: (line) => documents.addLine(line),
        onMessage: (bytes) => this.#addMessage(bytes, `${input.name}:${(message += 1)}`),
      });
      documents.end();
      if (unread !== null) return unread;
    } catch (error) {
      if (error instanceof EngineError) throw error;
      documents.end();
      return error instanceof Damaged ? error : fileReason(error);
    }
    return this.#lines === before ? 'empty' : null;
  }

  #handlers(name: string): ConstructorParameters<typeof Documents>[0] {
    return {
      onDocument: (document, line, exactly) =>
        this.#addDocument(document, `${name}:${line}`, exactly),
      onHeader: () => this.#accept(),
      onBlank: () => {
        this.#lines += 1;
        this.#blank += 1;
      },
      onBroken: (reason, line) => this.#rejectLine(reason, `${name}:${line}`),
    };
  }

  #addDocument(document: unknown, place: string, exactly: () => unknown): void {
    const format = this.#from ?? formatOf(document);
    if (format === null) return this.#rejectLine(jsonShape(document), place);
    if (this.#from !== null && !format.matches(document))
      return this.#rejectLine(`not ${format.label}`, place);
    this.#accept();
    // OTLP comes by the million: no detour.
    if (format === otlp && !Array.isArray(document))
      visitSpans(document, (span, scope, clock) => this.#spans.add(span, scope, place, clock));
    else this.#readerOf(format).read(format === python ? exactly() : document, place);
  }

  /** Protobuf, or the JSON that the collector's file exporter packs the same way. */
  #addMessage(bytes: Uint8Array, place: string): void {
    const isJson = bytes[0] === 0x7b;
    const document = isJson ? parseJson(Buffer.from(bytes).toString('utf8')) : protoOf(bytes);
    if (document === undefined)
      this.#rejectLine(isJson ? 'not JSON (cut off or damaged)' : 'not OTLP protobuf', place);
    else this.#addDocument(document, place, () => document);
  }

  #readerOf(format: Format): FormatReader {
    const known = this.#readers.get(format);
    if (known !== undefined) return known;
    const reader = format.open(this.#spans.add);
    this.#readers.set(format, reader);
    return reader;
  }

  #accept(): void {
    this.#lines += 1;
    this.#accepted += 1;
  }

  #rejectLine(reason: string, place: string): void {
    this.#lines += 1;
    this.#badLines.add(reason, place);
  }
}

function protoOf(bytes: Uint8Array): unknown {
  try {
    return otlpOfProto(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
