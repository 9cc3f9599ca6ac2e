import { Aggregator, type AggregatorState } from '../../aggregate.ts';
import type { Rule } from '../../rules/rule.ts';
import { fileReason } from '../../fileReason.ts';
import { FileBytes } from '../../spill/spillBytes.ts';
import { SpilledSpans } from '../../spill/spilledSpans.ts';
import { piecesOf, sizeOf, type Piece, type Spill } from '../../spill/spillPieces.ts';
import { SpanSpill, type Written } from '../../spill/spanSpill.ts';
import { spillOf, splitPartition } from '../../spill/splitPartition.ts';
import type { Period } from '../../traceCounts.ts';
import { noLines, OtlpLines, type LineCounts } from './otlpLines.ts';
import type { Range } from './plan.ts';
import { damageOf, scanRange, type OnBytes } from './scanRange.ts';
import { Unsuitable } from './unsuitable.ts';

export interface MemberOptions {
  /** Descriptor of the temporary file that this member alone writes to. */
  readonly file: number;
  readonly partitions: number;
  readonly rules: readonly Rule[];
  readonly period: Period;
  /** The user says that the files are OTLP. */
  readonly isStated: boolean;
  /** A partition with more bytes than this is divided again; for the tests. */
  readonly most?: number;
}

/** So many bytes of spans are measured at a time. */
const MOST = 16 * 1024 * 1024;

/** Each part holds some bytes back while it is written. */
const MOST_PARTS = 1024;

/** Bytes read and spans seen since the last time. */
export type OnProgress = (bytes: number, spans: number) => void;

/** What became of one range. */
export interface RangeResult {
  readonly range: Range;
  readonly counts: LineCounts;
  /** Why it could not be read at all, or not to its end. */
  readonly problem: string | null;
  readonly isDamaged: boolean;
  /** The file is not for this engine. */
  readonly isUnsuitable: boolean;
}

/** What a member wrote, and the descriptor of the file that it is in. */
export interface WrittenFile extends Written {
  readonly file: number;
}

/** One of those who share the work: first ranges of files, then partitions of their spans. */
export class Member {
  readonly #file: number;
  readonly #partitions: number;
  readonly #most: number;
  readonly #spill: SpanSpill;
  readonly #lines: OtlpLines;
  readonly #aggregator: Aggregator;
  readonly #spans = new SpilledSpans();
  #spills: readonly Spill[] = [];

  constructor({ file, partitions, rules, period, isStated, most = MOST }: MemberOptions) {
    this.#file = file;
    this.#partitions = partitions;
    this.#most = most;
    this.#spill = new SpanSpill(new FileBytes(file), partitions);
    this.#lines = new OtlpLines(this.#spill, rules, isStated);
    this.#aggregator = new Aggregator(period, null);
  }

  /**
   * Reads the lines of one range; ranges come in ascending order.
   * @throws the system's error when the temporary file cannot be written
   */
  async scan(range: Range, onProgress: OnProgress): Promise<RangeResult> {
    const counts = noLines();
    let reported = 0;
    const onBytes = (bytes: number): void => {
      onProgress(bytes, counts.spans - reported);
      reported = counts.spans;
    };
    this.#lines.counts = counts;
    this.#spill.begin(range.group);
    const failure = await this.#failureOf(range, onBytes);
    return {
      range,
      counts,
      problem: failure === null ? null : (damageOf(failure) ?? fileReason(failure)),
      isDamaged: damageOf(failure) !== null,
      isUnsuitable: failure instanceof Unsuitable,
    };
  }

  written(): WrittenFile {
    this.#spill.flush();
    return { file: this.#file, lasts: this.#spill.lasts, traits: this.#lines.traits.list };
  }

  /** What all members wrote, by member. */
  open(written: readonly WrittenFile[]): void {
    this.#spills = written.map(({ file, lasts, traits }) => ({
      bytes: new FileBytes(file),
      lasts,
      traits,
    }));
  }

  /** Measures the traces of one partition. */
  measure(partition: number): void {
    const pieces = piecesOf(this.#spills, partition);
    if (sizeOf(pieces) <= this.#most) this.#measure(pieces);
    else this.#measureInParts(pieces);
  }

  /** Through the space behind what this member wrote before, each time anew. */
  #measureInParts(pieces: readonly Piece[]): void {
    const parts = Math.min(Math.ceil((2 * sizeOf(pieces)) / this.#most), MOST_PARTS);
    const out = new FileBytes(this.#file, this.#spill.size);
    const { spill, traits } = splitPartition(pieces, parts, { divisor: this.#partitions, out });
    const written = [spillOf(spill, out, traits)];
    for (let part = 0; part < parts; part += 1) this.#measure(piecesOf(written, part));
  }

  #measure(pieces: readonly Piece[]): void {
    this.#spans.load(pieces);
    for (const trace of this.#spans.traces()) this.#aggregator.addTrace(trace);
  }

  /** Of all partitions that it measured. */
  state(): AggregatorState {
    return this.#aggregator.state();
  }

  async #failureOf(range: Range, onBytes: OnBytes): Promise<unknown> {
    try {
      await scanRange(range, this.#lines, onBytes);
      return null;
    } catch (error) {
      if (error instanceof Unsuitable || damageOf(error) !== null || isOfFile(error)) return error;
      throw error;
    }
  }
}

/** Reading a file failed, not writing the temporary one. */
function isOfFile(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    'syscall' in error &&
    ['open', 'read', 'stat', 'lstat'].includes(String(error.syscall))
  );
}
