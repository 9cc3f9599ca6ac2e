import { Damaged } from './content/damaged.ts';
import type { ByteSource } from './content/peek.ts';
import { readContent } from './content/readContent.ts';
import { countedBytes, totalBytes } from './countedBytes.ts';
import { Documents } from './documents.ts';
import { EngineError } from './engines/engineError.ts';
import { feedLines } from './engines/files/feedLines.ts';
import type { Progress } from './engines/progress.ts';
import { takesAttributes } from './engines/scanner/scanner.ts';
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
import { readLines } from './readLines.ts';
import { ScannedLines } from './scannedLines.ts';
import { ReadCounts, type FilesRead } from './readCounts.ts';
import type { Rejection } from './rejections.ts';
import { attributesOfRules, type Rule } from './rules/rule.ts';
import type { Trace } from './span.ts';
import { SpanIntake } from './spanIntake.ts';

/**
 * What reading came to. Laws: lines = accepted + rejected + blank; spans = rejected + those of the
 * traces + their duplicates. A message of a framed file counts as a line.
 */
export interface Collected extends FilesRead {
  readonly spans: {
    readonly total: number;
    readonly rejected: readonly Rejection[];
  };
  /** In the order in which they came; each is put together when it is asked for. */
  readonly traces: Iterable<Trace>;
}

export interface CollectOptions {
  /** The format of every document, in place of finding it out. */
  readonly from?: Format | null;
  readonly rules?: readonly Rule[];
  /** False reads every line with JSON.parse, which gives the same; for the tests. */
  readonly scans?: boolean;
  /** Called now and then while files are read. */
  readonly onProgress?: (progress: Progress) => void;
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
  const collector = new Collector(options, totalBytes(inputs));
  for (const input of inputs) await collector.read(input, stdin);
  return collector.result();
}

class Collector {
  readonly #spans: SpanIntake;
  readonly #from: Format | null;
  readonly #rules: readonly Rule[];
  readonly #scans: boolean;
  #lines: ScannedLines | null = null;
  readonly #readers = new Map<Format, FormatReader>();
  readonly #counts = new ReadCounts();
  readonly #onProgress: (progress: Progress) => void;
  readonly #totalBytes: number | null;
  #bytes = 0;

  constructor(
    { from = null, rules = [], scans = true, onProgress = () => undefined }: CollectOptions,
    total: number | null,
  ) {
    this.#from = from;
    this.#rules = rules;
    // The other formats have no lines that the scanner knows.
    this.#scans =
      scans && (from === null || from === otlp) && takesAttributes(attributesOfRules(rules));
    this.#spans = new SpanIntake(rules);
    this.#onProgress = onProgress;
    this.#totalBytes = total;
  }

  async read(input: Input, stdin: AsyncIterable<Uint8Array | string>): Promise<void> {
    const before = this.#counts.lines;
    const problem = input.problem ?? (await this.#readFile(input, stdin));
    const isDamaged = problem instanceof Damaged;
    this.#counts.endFile(input.name, {
      lines: this.#counts.lines - before,
      problem: isDamaged ? problem.message : problem,
      isDamaged,
    });
  }

  result(): Collected {
    for (const reader of this.#readers.values()) reader.end();
    return {
      ...this.#counts.result(),
      spans: { total: this.#spans.total, rejected: this.#spans.rejected() },
      traces: this.#spans.traces(),
    };
  }

  async #readFile(
    input: Input,
    stdin: AsyncIterable<Uint8Array | string>,
  ): Promise<string | Damaged | null> {
    const documents = new Documents(this.#handlers(input.name));
    let message = 0;
    try {
      const unread = await readContent(
        this.#watched(input.path === null ? stdin : fileChunks(input.path)),
        {
          readText: (chunks) => this.#readText(chunks, documents, input.name),
          onMessage: (bytes) => this.#addMessage(bytes, `${input.name}:${(message += 1)}`),
        },
      );
      documents.end();
      if (unread !== null) return unread;
    } catch (error) {
      if (error instanceof EngineError) throw error;
      documents.end();
      return error instanceof Damaged ? error : fileReason(error);
    }
    return null;
  }

  /** OTLP as exporters write it goes through the scanner. */
  async #readText(
    chunks: AsyncIterable<Buffer>,
    documents: Documents,
    name: string,
  ): Promise<void> {
    if (this.#scans) {
      this.#lines ??= new ScannedLines(this.#rules, this.#spans, this.#counts);
      this.#lines.open(documents, name);
      await feedLines(chunks, this.#lines);
    } else await readLines(chunks, { onLine: (line) => documents.addLine(line) });
  }

  #watched(source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>): ByteSource {
    return countedBytes<Uint8Array | string>(source, (bytes) => {
      this.#bytes += bytes;
      const measured = this.#totalBytes === null ? 0 : this.#bytes / this.#totalBytes;
      this.#onProgress({
        bytes: this.#bytes,
        totalBytes: this.#totalBytes,
        spans: this.#spans.total,
        // Putting traces together takes little beside reading them in one thread.
        measured: Math.min(1, measured),
        inThisThread: true,
      });
    });
  }

  #handlers(name: string): ConstructorParameters<typeof Documents>[0] {
    return {
      onDocument: (document, line, exactly) =>
        this.#addDocument(document, `${name}:${line}`, exactly),
      onHeader: () => this.#counts.accept(),
      onBlank: () => this.#counts.addBlank(),
      onBroken: (reason, line) => this.#counts.reject(reason, `${name}:${line}`),
    };
  }

  #addDocument(document: unknown, place: string, exactly: () => unknown): void {
    const format = this.#from ?? formatOf(document);
    if (format === null) return this.#counts.reject(jsonShape(document), place);
    if (this.#from !== null && !format.matches(document))
      return this.#counts.reject(`not ${format.label}`, place);
    this.#counts.accept();
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
      this.#counts.reject(isJson ? 'not JSON (cut off or damaged)' : 'not OTLP protobuf', place);
    else this.#addDocument(document, place, () => document);
  }

  #readerOf(format: Format): FormatReader {
    const known = this.#readers.get(format);
    if (known !== undefined) return known;
    const reader = format.open(this.#spans.add);
    this.#readers.set(format, reader);
    return reader;
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
