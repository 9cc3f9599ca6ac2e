import { compareText } from './compareText.ts';
import type { ReadSpan, Trace } from './span.ts';
import { SpanColumns } from './spanColumns.ts';
import { SpanIdTable } from './spanIdTable.ts';

const NONE = -1;

/** Where the rows of a trace are. */
interface TraceRows {
  readonly id: string;
  /** The first 52 bits of the id: numbers compare faster than text. */
  readonly order: number;
  /** The row added last; each row knows the one before. */
  last: number;
}

/** Spans by trace. Of spans with one id the last counts; the others are duplicates. */
export class SpanStore {
  readonly #columns = new SpanColumns();
  readonly #traces = new Map<string, TraceRows>();
  readonly #places = new SpanIdTable();

  add(span: ReadSpan): void {
    const trace = this.#traces.get(span.traceId) ?? this.#newTrace(span.traceId);
    trace.last = this.#columns.add(span, trace.last);
  }

  /** Ordered by trace id, so that the order of lines leaves no mark on sums. */
  *traces(): Generator<Trace> {
    const sorted = [...this.#traces.values()].sort(
      (a, b) => a.order - b.order || compareText(a.id, b.id),
    );
    for (const trace of sorted) yield this.#join(trace);
  }

  #newTrace(id: string): TraceRows {
    const trace = { id, order: Number.parseInt(id.slice(0, 13), 16), last: NONE };
    this.#traces.set(id, trace);
    return trace;
  }

  #join(trace: TraceRows): Trace {
    const rows = this.#rowsOf(trace);
    const kept = this.#withoutDuplicates(rows);
    // As they came: spans end, and are exported, roughly in the order in which they start.
    kept.reverse().sort((a, b) => this.#columns.compare(a, b));
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
