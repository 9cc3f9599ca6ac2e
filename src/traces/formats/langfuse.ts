import { asList, asRecord, type JsonRecord } from '../json.ts';
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

class LangfuseReader implements FormatReader {
  readonly #emit: EmitSpan;
  readonly #spans = new Map<string, { span: HeldSpan; place: string; version: string }>();
  readonly #names = new Map<string, string>();

  constructor(emit: EmitSpan) {
    this.#emit = emit;
  }

  read(document: unknown, place: string): void {
    this.#nameTrace(asRecord(asRecord(document)?.['trace']));
    const observations = asList(asRecord(document)?.['observations']);
    for (const row of observations.length > 0 ? observations : recordsOf(document))
      this.#add(asRecord(row), place);
  }

  end(): void {
    emitWithRoots(this.#spans, (traceId) => this.#names.get(traceId) ?? null, this.#emit);
  }

  #nameTrace(trace: JsonRecord | null): void {
    const id = traceIdText(trace?.['id']);
    const name = trace === null ? null : pickText(trace, 'name');
    if (id !== null && name !== null) this.#names.set(id, name);
  }

  /** ClickHouse keeps every version of a row: the newest counts, and may say that it was deleted. */
  #add(row: JsonRecord | null, place: string): void {
    const span = row === null ? null : langfuseObservation(row, null);
    if (span === null || row === null) return this.#emit(row, null, place);
    const key = `${span.traceId} ${span.spanId}`;
    const version = pickText(row, 'event_ts', 'updatedAt', 'updated_at') ?? '';
    const known = this.#spans.get(key);
    // A copy of what is known is a duplicate like any other.
    if (known !== undefined) {
      const [older] = version < known.version ? [span] : [known.span];
      this.#emit(older, null, place);
      if (version < known.version) return;
    }
    if (String(row['is_deleted'] ?? 0) === '1') this.#spans.delete(key);
    else this.#spans.set(key, { span, place, version });
  }
}
