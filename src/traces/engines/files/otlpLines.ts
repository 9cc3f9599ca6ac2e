import type { Format } from '../../formats/format.ts';
import { formatOf } from '../../formats/formats.ts';
import { otlp } from '../../formats/otlp.ts';
import { parseJson } from '../../json.ts';
import { jsonShape } from '../../readers/jsonShape.ts';
import { visitSpans } from '../../readers/otlpJson.ts';
import { SpanReader } from '../../readers/otlpSpan.ts';
import { attributesOfRules, type Rule } from '../../rules/rule.ts';
import type { SpanTraits } from '../../span.ts';
import { addReadSpan } from '../../spill/addReadSpan.ts';
import type { SpanSpill } from '../../spill/spanSpill.ts';
import { TraitsTable } from '../../spill/traitsTable.ts';
import { NOT_READ, Scanner } from '../scanner/scanner.ts';
import type { LineReader } from './lineFeed.ts';
import { ScannedSpans, type SpanSink } from './scannedSpans.ts';
import { Unsuitable } from './unsuitable.ts';

/** A reason for leaving something out, and in which line of the range it came first. */
export interface LocalRejection {
  readonly reason: string;
  count: number;
  readonly line: number;
}

/** What was found in some lines that follow one another. */
export interface LineCounts {
  lines: number;
  accepted: number;
  blank: number;
  /** Rejected ones too. */
  spans: number;
  readonly badLines: LocalRejection[];
  readonly badSpans: LocalRejection[];
}

export function noLines(): LineCounts {
  return { lines: 0, accepted: 0, blank: 0, spans: 0, badLines: [], badSpans: [] };
}

const BOM = '\uFEFF';

const CARRIAGE_RETURN = 0x0d;

/** Reads lines of OTLP/JSON as Documents and the collector do, most of them without JSON.parse. */
export class OtlpLines implements LineReader {
  readonly traits = new TraitsTable();
  readonly #scanner: Scanner;
  readonly #reader: SpanReader;
  readonly #sink: SpanSink;
  readonly #spans: ScannedSpans;
  readonly #isStated: boolean;
  counts = noLines();

  /** @param isStated the user says that this is OTLP */
  constructor(spill: Pick<SpanSpill, 'add'>, rules: readonly Rule[], isStated: boolean) {
    this.#isStated = isStated;
    this.#reader = new SpanReader(rules);
    this.#scanner = new Scanner(attributesOfRules(rules), () => this.#spans.forgetLooks());
    this.#sink = sinkOf(spill, this.traits);
    this.#spans = new ScannedSpans(this.#scanner, this.#reader, this.#sink);
  }

  /** The scanner's memory: what is to be read is put into the part for input. */
  get memory(): Buffer {
    return this.#scanner.memory;
  }

  /**
   * One line that lies in the memory.
   * @param to its line end
   * @throws Unsuitable
   */
  read(from: number, to: number, isFirst: boolean): void {
    const count = this.#scanner.scan(from);
    if (count === NOT_READ) {
      const { memory } = this.#scanner;
      this.readText(
        memory.toString('utf8', from, memory[to - 1] === CARRIAGE_RETURN ? to - 1 : to),
        isFirst,
      );
      return;
    }
    this.counts.lines += 1;
    this.counts.accepted += 1;
    this.counts.spans += count;
    this.#spans.addRows(count, (reason) => this.#reject(this.counts.badSpans, reason));
  }

  /**
   * One line as text, without its line end; null stands for a line too long to read.
   * @throws Unsuitable
   */
  readText(line: string | null, isFirst: boolean): void {
    this.counts.lines += 1;
    if (line === null) return this.#reject(this.counts.badLines, 'longer than 256 MB');
    const text = isFirst && line.startsWith(BOM) ? line.slice(1) : line;
    if (text.trim() === '') {
      this.counts.blank += 1;
      return;
    }
    const document = parseJson(text);
    if (document === undefined) this.#reject(this.counts.badLines, 'not JSON (cut off or damaged)');
    else this.#addDocument(document);
  }

  #addDocument(document: unknown): void {
    const format = this.#isStated ? otlp : formatOf(document);
    const reason = whyNot(format, document);
    if (reason !== null) return this.#reject(this.counts.badLines, reason);
    this.counts.accepted += 1;
    const requests = Array.isArray(document) ? (document as readonly unknown[]) : [document];
    for (const request of requests)
      visitSpans(request, (raw, scope, clock) => {
        const span = this.#reader.read(raw, scope, clock);
        this.counts.spans += 1;
        if (typeof span === 'string') this.#reject(this.counts.badSpans, span);
        else this.#sink.addRead(span);
      });
  }

  #reject(list: LocalRejection[], reason: string): void {
    const known = list.find((each) => each.reason === reason);
    if (known === undefined) list.push({ reason, count: 1, line: this.counts.lines });
    else known.count += 1;
  }
}

/** A trace object is no span: they are told apart where all formats are read. */
function sinkOf(spill: Pick<SpanSpill, 'add'>, table: TraitsTable): SpanSink {
  const numberOf = (traits: SpanTraits): number => {
    if (traits.source === 'trace object') throw new Unsuitable();
    return table.numberOf(traits);
  };
  return {
    numberOf,
    add: (ids, figures) => spill.add(ids, figures),
    addRead: (span) => addReadSpan(spill, span, numberOf(span.traits)),
  };
}

/** @throws Unsuitable for the other formats that are known */
function whyNot(format: Format | null, document: unknown): string | null {
  if (format === null) return jsonShape(document);
  if (format !== otlp) throw new Unsuitable();
  return format.matches(document) ? null : `not ${format.label}`;
}
