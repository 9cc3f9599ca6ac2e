import type { Span, SpanId, Trace } from './span.ts';
import { SpanIdTable } from './spanIdTable.ts';

/** Spans in rows; each row knows the row of its trace that came before, -1 for none. */
export interface SpanRows {
  previous(row: number): number;
  spanId(row: number): SpanId;
  /** All zeros stand for no parent. */
  parentId(row: number): SpanId;
  /** Order by start, then span id. */
  compare(a: number, b: number): number;
  span(row: number): Span;
}

/** Puts traces together from their rows, one after the other with the same memory. */
export class JoinedRows {
  readonly #rows: SpanRows;
  readonly #places = new SpanIdTable();

  constructor(rows: SpanRows) {
    this.#rows = rows;
  }

  /** @param last the row of the trace that came last */
  of(last: number): Trace {
    const rows = this.#rowsOf(last);
    const kept = this.#withoutDuplicates(rows);
    kept.sort((a, b) => this.#rows.compare(a, b));
    return {
      spans: kept.map((row) => this.#rows.span(row)),
      parents: this.#parentsOf(kept),
      duplicates: rows.length - kept.length,
    };
  }

  /** The last one first. */
  #rowsOf(last: number): number[] {
    const rows: number[] = [];
    for (let row = last; row !== -1; row = this.#rows.previous(row)) rows.push(row);
    return rows;
  }

  #withoutDuplicates(rows: readonly number[]): number[] {
    this.#places.clear(rows.length);
    return rows.filter((row) => this.#places.add(this.#rows.spanId(row), row));
  }

  #parentsOf(rows: readonly number[]): number[] {
    this.#places.clear(rows.length);
    rows.forEach((row, place) => this.#places.add(this.#rows.spanId(row), place));
    // No span has the id of zeros that stands for no parent.
    return rows.map((row) => this.#places.get(this.#rows.parentId(row)));
  }
}
