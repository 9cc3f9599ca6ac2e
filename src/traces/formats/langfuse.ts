import { asList, asRecord, type JsonRecord } from '../json.ts';
import { HeldRows } from '../spill/heldRows.ts';
import type { EmitSpan, Format, FormatReader } from './format.ts';
import { emitWithRoots, type HeldSpan } from './heldSpans.ts';
import { langfuseObservation } from './langfuseObservation.ts';
import { traceIdText } from './otlpWords.ts';
import { firstRecord, has, pickText, recordsOf } from './records.ts';

/** What the observations API, the blob export (JSON, JSONL, CSV) and the UI give. */
export const langfuse: Format = {
  name: 'langfuse',
  label: 'Langfuse observations',
  matches: (document) => {
    const first = firstRecord(document);
    return (
      has(asRecord(document), 'trace', 'observations') ||
      (has(first, 'traceId', 'startTime') && !has(first, 'TraceId')) ||
      has(first, 'trace_id', 'start_time', 'parent_observation_id') ||
      has(first, 'trace_id', 'span_id', 'usage_details')
    );
  },
  open: (emit) => new LangfuseReader(emit),
};

/** What waits for the rest of its trace. */
interface HeldRow {
  readonly traceId: string;
  /** Of the trace, where this row says it. */
  readonly name?: string;
  readonly seen?: Observation;
}

interface Observation {
  readonly span: HeldSpan;
  readonly place: string;
  readonly version: string;
  readonly isDeleted: boolean;
}

export class LangfuseReader implements FormatReader {
  readonly #emit: EmitSpan;
  readonly #rows: HeldRows<HeldRow>;

  /** @param most rows to keep in memory */
  constructor(emit: EmitSpan, most?: number) {
    this.#emit = emit;
    this.#rows = new HeldRows(most);
  }

  read(document: unknown, place: string): void {
    this.#nameTrace(asRecord(asRecord(document)?.['trace']));
    const observations = asList(asRecord(document)?.['observations']);
    for (const row of observations.length > 0 ? observations : recordsOf(document))
      this.#add(asRecord(row), place);
  }

  end(): void {
    for (const rows of this.#rows.groups()) {
      const spans = new Map<string, Observation>();
      const names = new Map<string, string>();
      for (const { traceId, name, seen } of rows) {
        if (name !== undefined) names.set(traceId, name);
        if (seen !== undefined) this.#keepNewest(seen, spans);
      }
      emitWithRoots(spans, (traceId) => names.get(traceId) ?? null, this.#emit);
    }
  }

  #nameTrace(trace: JsonRecord | null): void {
    const traceId = traceIdText(trace?.['id']);
    const name = trace === null ? null : pickText(trace, 'name');
    if (traceId !== null && name !== null) this.#rows.add(traceId, { traceId, name });
  }

  #add(row: JsonRecord | null, place: string): void {
    const span = row === null ? null : langfuseObservation(row, null);
    if (span === null || row === null) return this.#emit(row, null, place);
    const { traceId } = span;
    const version = pickText(row, 'event_ts', 'updatedAt', 'updated_at') ?? '';
    const isDeleted = String(row['is_deleted'] ?? 0) === '1';
    this.#rows.add(traceId, { traceId, seen: { span, place, version, isDeleted } });
  }

  /** ClickHouse keeps every version of a row: the newest counts, and may say that it was deleted. */
  #keepNewest(seen: Observation, spans: Map<string, Observation>): void {
    const key = `${seen.span.traceId} ${seen.span.spanId}`;
    const known = spans.get(key);
    // A copy of what is known is a duplicate like any other.
    if (known !== undefined) {
      const isOlder = seen.version < known.version;
      this.#emit(isOlder ? seen.span : known.span, null, seen.place);
      if (isOlder) return;
    }
    if (seen.isDeleted) spans.delete(key);
    else spans.set(key, seen);
  }
}
