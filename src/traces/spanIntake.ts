import { ScannedSpans } from './engines/files/scannedSpans.ts';
import type { Scanner } from './engines/scanner/scanner.ts';
import type { EmitSpan } from './formats/format.ts';
import { SpanReader } from './readers/otlpSpan.ts';
import { Rejections, type Rejection } from './rejections.ts';
import type { Rule } from './rules/rule.ts';
import type { ReadSpan, Trace } from './span.ts';
import { SpanStore } from './spanStore.ts';

/** Takes spans in the words of OTLP, whatever they were read from, and holds them until all are there. */
export class SpanIntake {
  readonly #reader: SpanReader;
  readonly #store = new SpanStore();
  readonly #rooted = new Set<string>();
  readonly #rejected: Rejections;
  #total = 0;

  constructor(rules: readonly Rule[], rejected: Rejections = new Rejections()) {
    this.#reader = new SpanReader(rules);
    this.#rejected = rejected;
  }

  /** Spans read, rejected ones too. */
  get total(): number {
    return this.#total;
  }

  readonly add: EmitSpan = (raw, scope, place, clock = '') => {
    const span = this.#reader.read(raw, scope, clock);
    if (typeof span === 'string') this.reject(span, place);
    else this.#addRead(span);
  };

  /** Spans of lines that the scanner read, which are rejected as others are. */
  scanned(scanner: Scanner): ScannedSpans {
    return new ScannedSpans(scanner, this.#reader, {
      numberOf: (traits) =>
        traits.source === 'trace object' ? null : this.#store.traits.numberOf(traits),
      add: (ids, figures) => {
        this.#total += 1;
        this.#store.add(ids, figures);
      },
      addRead: (span) => this.#addRead(span),
    });
  }

  /** @param place `file:line` */
  reject(reason: string, place: string): void {
    this.#total += 1;
    this.#rejected.add(reason, place);
  }

  rejected(): Rejection[] {
    return this.#rejected.list();
  }

  /** In the order in which they came; each is put together when it is asked for. */
  traces(): Iterable<Trace> {
    return this.#store.traces();
  }

  #addRead(span: ReadSpan): void {
    if (span.traits.source === 'trace object') return this.#addRoot(span);
    this.#total += 1;
    this.#store.addRead(span);
  }

  /** A trace object is no span of the file; two exports of one trace have one between them. */
  #addRoot(root: ReadSpan): void {
    if (this.#rooted.has(root.traceId.hex)) return;
    this.#rooted.add(root.traceId.hex);
    this.#store.addRead(root);
  }
}
