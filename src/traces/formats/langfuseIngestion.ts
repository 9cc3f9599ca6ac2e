import { asList, asRecord, type JsonRecord } from '../json.ts';
import { HeldRows } from '../spill/heldRows.ts';
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

/** What one event says of an observation. */
interface BodyPart {
  readonly id: string;
  readonly said: JsonRecord;
  readonly type: string;
  readonly place: string;
}

/** What waits for the rest of its trace: its name, or one of its spans. */
type TracePart =
  | { readonly traceId: string; readonly name: string }
  | { readonly span: HeldSpan; readonly place: string };

export class IngestionReader implements FormatReader {
  readonly #emit: EmitSpan;
  /** By observation: updates need not name the trace. */
  readonly #bodies: HeldRows<BodyPart>;
  readonly #traces: HeldRows<TracePart>;

  /** @param most events to keep in memory */
  constructor(emit: EmitSpan, most?: number) {
    this.#emit = emit;
    this.#bodies = new HeldRows(most);
    this.#traces = new HeldRows(most);
  }

  read(document: unknown, place: string): void {
    for (const event of asList(asRecord(document)?.['batch'])) this.#event(asRecord(event), place);
  }

  end(): void {
    for (const parts of this.#bodies.groups())
      for (const { body, type, place } of merged(parts)) {
        const span = langfuseObservation(body, type);
        if (span === null) this.#emit(body, null, place);
        else this.#traces.add(span.traceId, { span, place });
      }
    for (const parts of this.#traces.groups()) this.#emitTraces(parts);
  }

  #event(event: JsonRecord | null, place: string): void {
    const body = asRecord(event?.['body']);
    const type = event === null ? null : pickText(event, 'type');
    if (body === null || type === null) return;
    if (type === 'trace-create') return this.#nameTrace(body);
    const [, kind] = OBSERVATION.exec(type) ?? [];
    if (kind === undefined) return;
    const id = String(body['id']);
    this.#bodies.add(id, { id, said: keptOf(body), type: kind, place });
  }

  #nameTrace(body: JsonRecord): void {
    const traceId = traceIdText(body['id']);
    const name = pickText(body, 'name');
    if (traceId !== null && name !== null) this.#traces.add(traceId, { traceId, name });
  }

  #emitTraces(parts: readonly TracePart[]): void {
    const spans = new Map<string, { span: HeldSpan; place: string }>();
    const names = new Map<string, string>();
    for (const part of parts)
      if ('name' in part) names.set(part.traceId, part.name);
      else spans.set(`${part.span.traceId} ${part.span.spanId}`, part);
    emitWithRoots(spans, (traceId) => names.get(traceId) ?? null, this.#emit);
  }
}

function keptOf(body: JsonRecord): JsonRecord {
  return Object.fromEntries(
    KEPT.filter((key) => body[key] !== undefined && body[key] !== null).map((key) => [
      key,
      body[key],
    ]),
  );
}

/** Later events add to and replace what earlier ones said. */
function merged(
  parts: readonly BodyPart[],
): Iterable<{ readonly body: JsonRecord; readonly type: string; readonly place: string }> {
  const bodies = new Map<string, { body: Record<string, unknown>; type: string; place: string }>();
  for (const { id, said, type, place } of parts) {
    const known = bodies.get(id) ?? { body: {}, type, place };
    Object.assign(known.body, said);
    bodies.set(id, known);
  }
  return bodies.values();
}
