import { JoinedRows } from './joinedRows.ts';
import type { ReadSpan, Trace } from './span.ts';
import { NONE, SpanColumns } from './spanColumns.ts';
import type { TraceId } from './traceIds.ts';

/** Where the rows of a trace are. */
interface TraceRows {
  readonly id: TraceId;
  /** The row added last; each row knows the one before. */
  last: number;
}

/** Spans by trace. Of spans with one id the last counts; the others are duplicates. */
export class SpanStore {
  readonly #columns = new SpanColumns();
  /** By index of the trace. */
  readonly #traces: TraceRows[] = [];
  readonly #joined = new JoinedRows(this.#columns);

  add(span: ReadSpan): void {
    const { traceId } = span;
    const trace = (this.#traces[traceId.index] ??= { id: traceId, last: NONE });
    trace.last = this.#columns.add(span, trace.last);
  }

  /** In the order in which they came. */
  *traces(): Generator<Trace> {
    // A trace whose every span was rejected has an index, but no rows.
    for (const trace of this.#traces) if (trace !== undefined) yield this.#joined.of(trace.last);
  }
}
