import type { Documents } from './documents.ts';
import type { LineReader } from './engines/files/lineFeed.ts';
import type { ScannedSpans } from './engines/files/scannedSpans.ts';
import { NOT_READ, Scanner } from './engines/scanner/scanner.ts';
import type { ReadCounts } from './readCounts.ts';
import { attributesOfRules, type Rule } from './rules/rule.ts';
import type { SpanIntake } from './spanIntake.ts';

const BOM = '\uFEFF';

const CARRIAGE_RETURN = 0x0d;

/** Lines of any format: OTLP as exporters write it goes through the scanner, all others are documents. */
export class ScannedLines implements LineReader {
  readonly #scanner: Scanner;
  readonly #spans: ScannedSpans;
  readonly #intake: SpanIntake;
  readonly #counts: ReadCounts;
  #documents: Documents | null = null;
  #name = '';

  /** @param rules those of the intake */
  constructor(rules: readonly Rule[], intake: SpanIntake, counts: ReadCounts) {
    this.#scanner = new Scanner(attributesOfRules(rules), () => this.#spans.forgetLooks());
    this.#spans = intake.scanned(this.#scanner);
    this.#intake = intake;
    this.#counts = counts;
  }

  get memory(): Buffer {
    return this.#scanner.memory;
  }

  /** The next lines are of this file. @param documents take what the scanner does not */
  open(documents: Documents, name: string): void {
    this.#documents = documents;
    this.#name = name;
  }

  read(from: number, to: number, isFirst: boolean): void {
    const documents = this.#documents;
    const count = documents?.isOfLines === true ? this.#scanner.scan(from) : NOT_READ;
    if (count === NOT_READ) {
      const { memory } = this.#scanner;
      const end = memory[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
      this.readText(memory.toString('utf8', from, Math.max(from, end)), isFirst);
      return;
    }
    documents?.skipDocument();
    this.#counts.accept();
    const place = `${this.#name}:${documents?.line ?? 0}`;
    this.#spans.addRows(count, (reason) => this.#intake.reject(reason, place));
  }

  readText(line: string | null, isFirst: boolean): void {
    const isMarked = isFirst && line?.startsWith(BOM) === true;
    this.#documents?.addLine(isMarked ? line.slice(BOM.length) : line);
  }
}
