import { asList, asRecord, type JsonRecord } from '../json.ts';
import type { EmitSpan, Format, FormatReader } from './format.ts';
import { emitWithRoots, type HeldSpan } from './heldSpans.ts';
import { langfuseObservation } from './langfuseObservation.ts';
import { traceIdText } from './otlpWords.ts';
import { has, pickText } from './records.ts';

/** What Langfuse SDKs up to v3 send: batches of events that create and update observations. */
export const langfuseIngestion: Format = {
  name: 'langfuse-ingestion',
  label: 'Langfuse ingestion batches',
  matches: (document) => {
    const batch = asRecord(document)?.['batch'];
    return Array.isArray(batch) && has(asRecord(batch[0]), 'type', 'body');
  },
  open: (emit) => new IngestionReader(emit),
};

const OBSERVATION =
  /^(span|generation|event|observation|agent|tool|chain|retriever|evaluator|embedding|guardrail)-(?:create|update)$/;

/** What is taken from the bodies: never `input` and `output`. */
const KEPT = [
  'id',
  'traceId',
  'parentObservationId',
  'type',
  'name',
  'startTime',
  'endTime',
  'completionStartTime',
  'model',
  'modelParameters',
  'level',
  'usage',
  'usageDetails',
  'costDetails',
] as const;

class IngestionReader implements FormatReader {
  readonly #emit: EmitSpan;
  readonly #bodies = new Map<
    string,
    { body: Record<string, unknown>; type: string; place: string }
  >();
  readonly #names = new Map<string, string>();

  constructor(emit: EmitSpan) {
    this.#emit = emit;
  }

  read(document: unknown, place: string): void {
    for (const event of asList(asRecord(document)?.['batch'])) this.#event(asRecord(event), place);
  }

  end(): void {
    const spans = new Map<string, { span: HeldSpan; place: string }>();
    for (const { body, type, place } of this.#bodies.values()) {
      const span = langfuseObservation(body, type);
      if (span === null) this.#emit(body, null, place);
      else spans.set(`${span.traceId} ${span.spanId}`, { span, place });
    }
    emitWithRoots(spans, (traceId) => this.#names.get(traceId) ?? null, this.#emit);
  }

  #event(event: JsonRecord | null, place: string): void {
    const body = asRecord(event?.['body']);
    const type = event === null ? null : pickText(event, 'type');
    if (body === null || type === null) return;
    if (type === 'trace-create') return this.#nameTrace(body);
    const [, kind] = OBSERVATION.exec(type) ?? [];
    if (kind !== undefined) this.#merge(body, kind, place);
  }

  #nameTrace(body: JsonRecord): void {
    const id = traceIdText(body['id']);
    const name = pickText(body, 'name');
    if (id !== null && name !== null) this.#names.set(id, name);
  }

  /** Later events add to and replace what earlier ones said. */
  #merge(body: JsonRecord, type: string, place: string): void {
    const id = String(body['id']);
    const known = this.#bodies.get(id) ?? { body: {}, type, place };
    for (const key of KEPT)
      if (body[key] !== undefined && body[key] !== null) known.body[key] = body[key];
    this.#bodies.set(id, known);
  }
}
