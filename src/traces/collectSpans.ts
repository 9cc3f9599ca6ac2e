import { Documents } from './documents.ts';
import type { Input } from './expandPaths.ts';
import { fileChunks } from './fileChunks.ts';
import { jsonShape } from './readers/jsonShape.ts';
import { visitSpans } from './readers/otlpJson.ts';
import { SpanReader } from './readers/otlpSpan.ts';
import { readLines } from './readLines.ts';
import { Rejections, type Rejection } from './rejections.ts';
import type { Trace } from './span.ts';
import { SpanStore } from './spanStore.ts';

/**
 * What reading came to. Laws: lines = accepted + rejected + blank; spans = rejected + those of the
 * traces + their duplicates.
 */
export interface Collected {
  readonly files: {
    readonly read: number;
    readonly notRead: readonly { readonly name: string; readonly reason: string }[];
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

/**
 * Reads every span of the inputs into memory. Nothing throws on bad input: what cannot be read is
 * counted with its reason and its first place.
 */
export async function collectSpans(
  inputs: readonly Input[],
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<Collected> {
  const collector = new Collector();
  for (const input of inputs) await collector.read(input, stdin);
  return collector.result();
}

class Collector {
  readonly #reader = new SpanReader();
  readonly #store = new SpanStore();
  readonly #notRead: { name: string; reason: string }[] = [];
  readonly #badLines = new Rejections();
  readonly #badSpans = new Rejections();
  #filesRead = 0;
  #accepted = 0;
  #blank = 0;
  #lines = 0;
  #spans = 0;

  async read(input: Input, stdin: AsyncIterable<Uint8Array | string>): Promise<void> {
    const problem = input.problem ?? (await this.#readFile(input, stdin));
    if (problem === null) this.#filesRead += 1;
    else this.#notRead.push({ name: input.name, reason: problem });
  }

  result(): Collected {
    return {
      files: { read: this.#filesRead, notRead: this.#notRead },
      lines: {
        total: this.#lines,
        accepted: this.#accepted,
        blank: this.#blank,
        rejected: this.#badLines.list(),
      },
      spans: { total: this.#spans, rejected: this.#badSpans.list() },
      traces: this.#store.traces(),
    };
  }

  async #readFile(input: Input, stdin: AsyncIterable<Uint8Array | string>): Promise<string | null> {
    const source = input.path === null ? stdin : fileChunks(input.path);
    const documents = new Documents(this.#handlers(input.name));
    let isEmpty = true;
    const onLine = (line: string | null): void => {
      isEmpty = false;
      documents.addLine(line);
    };
    try {
      const binary = await readLines(source, { onLine });
      if (binary !== null) return `${binary}: not read yet`;
    } catch (error) {
      return systemReason(error);
    } finally {
      documents.end();
    }
    return isEmpty ? 'empty' : null;
  }

  #handlers(name: string): ConstructorParameters<typeof Documents>[0] {
    return {
      onDocument: (document, line) => this.#addDocument(document, `${name}:${line}`),
      onBlank: () => {
        this.#lines += 1;
        this.#blank += 1;
      },
      onBroken: (reason, line) => this.#rejectLine(reason, `${name}:${line}`),
    };
  }

  #addDocument(document: unknown, place: string): void {
    const isTraces = visitSpans(document, (span, scope) => this.#addSpan(span, scope, place));
    if (!isTraces) return this.#rejectLine(jsonShape(document), place);
    this.#lines += 1;
    this.#accepted += 1;
  }

  #addSpan(raw: unknown, scope: string | null, place: string): void {
    this.#spans += 1;
    const span = this.#reader.read(raw, scope);
    if (typeof span === 'string') this.#badSpans.add(span, place);
    else this.#store.add(span);
  }

  #rejectLine(reason: string, place: string): void {
    this.#lines += 1;
    this.#badLines.add(reason, place);
  }
}

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'it is a folder',
};

function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return SYSTEM_REASONS[code] ?? `cannot be read (${code})`;
}
