import { asList, asRecord, type JsonRecord } from '../json.ts';
import type { EmitSpan, Format, FormatReader } from './format.ts';
import { langsmithSpan } from './langsmithRun.ts';
import { firstRecord, has, recordsOf } from './records.ts';

/** Runs of LangSmith: batches as its clients send them, and rows of exports. */
export const langsmith: Format = {
  name: 'langsmith',
  label: 'LangSmith runs',
  matches: (document) => {
    const object = asRecord(document);
    return (
      Array.isArray(object?.['post']) ||
      Array.isArray(object?.['patch']) ||
      has(firstRecord(document), 'id', 'run_type')
    );
  },
  open: (emit) => new LangsmithReader(emit),
};

class LangsmithReader implements FormatReader {
  readonly #emit: EmitSpan;
  readonly #runs = new Map<string, { run: Record<string, unknown>; place: string }>();

  constructor(emit: EmitSpan) {
    this.#emit = emit;
  }

  read(document: unknown, place: string): void {
    const object = asRecord(document);
    const batch = [...asList(object?.['post']), ...asList(object?.['patch'])];
    if (object !== null && ('post' in object || 'patch' in object))
      for (const run of batch) this.#merge(asRecord(run), place);
    else for (const run of recordsOf(document)) this.#merge(asRecord(run), place);
  }

  end(): void {
    for (const { run, place } of this.#runs.values()) this.#emit(inOrder(run), null, place);
  }

  /** A run is posted when it starts and patched when it ends; each says what is new. */
  #merge(run: JsonRecord | null, place: string): void {
    const id = run?.['id'];
    if (run === null || typeof id !== 'string') return this.#emit(run, null, place);
    const known = this.#runs.get(id) ?? { run: {}, place };
    for (const [key, value] of Object.entries(langsmithSpan(run)))
      if (value !== null && value !== undefined)
        known.run[key] =
          key === 'attributes' ? [...asList(known.run[key]), ...asList(value)] : value;
    this.#runs.set(id, known);
  }
}

/**
 * LangSmith counts up the microseconds of starts to keep them in order, and cuts ends to milliseconds: a
 * run may seem to end up to 1 ms before it starts.
 */
function inOrder(run: Record<string, unknown>): Record<string, unknown> {
  const { startTimeUnixNano: start, endTimeUnixNano: end } = run;
  if (typeof start !== 'string' || typeof end !== 'string') return run;
  const late = BigInt(start) - BigInt(end);
  return late > 0n && late <= 1_000_000n ? { ...run, endTimeUnixNano: start } : run;
}
