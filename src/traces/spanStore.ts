import { SpanColumns } from './spanColumns.ts';
import type { ReadSpan, Trace } from './span.ts';
import { SpanIdTable } from './spanIdTable.ts';

const NONE = -1;

/** Spans by trace. Of spans with one id the last counts; the others are duplicates. */
export class SpanStore {
  readonly #columns = new SpanColumns();
  /** The last row of each trace; each row knows the one before. */
  readonly #lastRow = new Map<string, number>();
  readonly #places = new SpanIdTable();

  add(span: ReadSpan): void {
    const previous = this.#lastRow.get(span.traceId) ?? NONE;
    this.#lastRow.set(span.traceId, this.#columns.add(span, previous));
  }

  /** Ordered by trace id, so that the order of lines leaves no mark on sums. */
  *traces(): Generator<Trace> {
    for (const id of [...this.#lastRow.keys()].sort()) yield this.#trace(id);
  }

  #trace(id: string): Trace {
    const rows = this.#rowsOf(id);
    const kept = this.#withoutDuplicates(rows);
    kept.sort((a, b) => this.#columns.compare(a, b));
    return {
      spans: kept.map((row) => this.#columns.span(row)),
      parents: this.#parentsOf(kept),
      duplicates: rows.length - kept.length,
    };
  }

  /** The last one first. */
  #rowsOf(id: string): number[] {
    const rows: number[] = [];
    const last = this.#lastRow.get(id) ?? NONE;
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
