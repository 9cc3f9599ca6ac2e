import type { EmitSpan, FormatReader } from '../../formats/format.ts';
import type { Origin } from '../../measurement.ts';

/**
 * Spans as rows: what an engine that is no file of lines gives to be measured. All engines meet here,
 * so that what a span means is decided in one place, and every one of them gives the same table.
 */
export interface SpanSource<Row> {
  readonly origin: Origin;
  /** Rows in all parts together. */
  readonly total: number;
  /** Each part holds whole traces; where spans are held as objects it must fit in memory. */
  readonly parts: number;
  /** Understands the rows of one part. */
  readonly open: (emit: EmitSpan) => RowReader<Row>;
  /** The rows of one part, in batches. */
  readonly rows: (part: number) => AsyncIterable<readonly Row[]>;
}

export interface RowReader<Row> extends Pick<FormatReader, 'end'> {
  add(row: Row): void;
}
