import type { Span } from './span.ts';

/** Spans by trace and span id. A span that comes again replaces the earlier one and is counted. */
export class SpanStore {
  readonly #traces = new Map<string, Map<string, Span>>();
  #duplicates = 0;

  add(span: Span): void {
    const trace = this.#traces.get(span.traceId);
    if (trace === undefined) {
      this.#traces.set(span.traceId, new Map([[span.spanId, span]]));
      return;
    }
    if (trace.has(span.spanId)) this.#duplicates += 1;
    trace.set(span.spanId, span);
  }

  get duplicates(): number {
    return this.#duplicates;
  }

  /** Traces ordered by id, so that the order of lines leaves no mark on sums. */
  traces(): Span[][] {
    const ids = [...this.#traces.keys()].sort();
    return ids.map((id) => [...(this.#traces.get(id)?.values() ?? [])]);
  }
}
