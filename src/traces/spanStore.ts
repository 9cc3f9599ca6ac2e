import type { ReadSpan, Trace } from './span.ts';
import { NONE, SpanColumns } from './spanColumns.ts';
import { SpanIdTable } from './spanIdTable.ts';
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
  readonly #places = new SpanIdTable();

  add(span: ReadSpan): void {
    const { traceId } = span;
    const trace = (this.#traces[traceId.index] ??= { id: traceId, last: NONE });
    trace.last = this.#columns.add(span, trace.last);
  }

  /** In the order in which they came. */
  *traces(): Generator<Trace> {
    // A trace whose every span was rejected has an index, but no rows.
    for (const trace of this.#traces) if (trace !== undefined) yield this.#join(trace);
  }

  #join(trace: TraceRows): Trace {
    const rows = this.#rowsOf(trace);
    const kept = this.#withoutDuplicates(rows);
    kept.sort((a, b) => this.#columns.compare(a, b));
    return {
      spans: kept.map((row) => this.#columns.span(row)),
      parents: this.#parentsOf(kept),
      duplicates: rows.length - kept.length,
    };
  }

  /** The last one first. */
  #rowsOf({ last }: TraceRows): number[] {
    const rows: number[] = [];
    for (let row = last; row !== NONE; row = this.#columns.previous(row)) rows.push(row);
    return rows;
  }

  #withoutDuplicates(rows: readonly number[]): number[] {
    this.#places.clear(rows.length);
    return rows.filter((row) => this.#places.add(this.#columns.spanId(row), row));
  }

  #parentsOf(rows: readonly number[]): number[] {
    this.#places.clear(rows.length);
    rows.forEach((row, place) => this.#places.add(this.#columns.spanId(row), place));
    // No span has the id of zeros that stands for no parent.
    return rows.map((row) => this.#places.get(this.#columns.parentId(row)));
  }
}
