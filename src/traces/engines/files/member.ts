import { Aggregator, type AggregatorState } from '../../aggregate.ts';
import type { Rule } from '../../rules/rule.ts';
import type { SpanTraits } from '../../span.ts';
import { fileReason } from '../../fileReason.ts';
import type { Period } from '../../traceCounts.ts';
import { noLines, OtlpLines, type LineCounts } from './otlpLines.ts';
import type { Range } from './plan.ts';
import { damageOf, scanRange, type OnBytes } from './scanRange.ts';
import { Unsuitable } from './scannedSpans.ts';
import { SpilledSpans, type OwnedSegment, type Spill } from './spilledSpans.ts';
import { SpanSpill, type Segment } from './spanSpill.ts';

export interface MemberOptions {
  /** Descriptor of the temporary file that this member alone writes to. */
  readonly file: number;
  readonly partitions: number;
  readonly rules: readonly Rule[];
  readonly period: Period;
  /** The user says that the files are OTLP. */
  readonly isStated: boolean;
}

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

/** What a member wrote. */
export interface Written {
  readonly segments: readonly Segment[];
  readonly traits: readonly SpanTraits[];
}

/** One of those who share the work: first ranges of files, then partitions of their spans. */
export class Member {
  readonly #spill: SpanSpill;
  readonly #lines: OtlpLines;
  readonly #aggregator: Aggregator;
  readonly #spans = new SpilledSpans();
  #spills: readonly Spill[] = [];

  constructor({ file, partitions, rules, period, isStated }: MemberOptions) {
    this.#spill = new SpanSpill(file, partitions);
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

  written(): Written {
    this.#spill.flush();
    return { segments: this.#spill.segments, traits: this.#lines.traits.list };
  }

  /** What all members wrote, by member. */
  open(spills: readonly Spill[]): void {
    this.#spills = spills;
  }

  /** Measures the traces of one partition. */
  measure(segments: readonly OwnedSegment[]): void {
    this.#spans.load(segments, this.#spills);
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
