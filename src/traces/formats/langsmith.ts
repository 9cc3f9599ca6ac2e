import { asList, asRecord, type JsonRecord } from '../json.ts';
import { HeldRows } from '../spill/heldRows.ts';
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

/** What a post or a patch says of a run. */
interface RunPart {
  readonly id: string;
  readonly said: JsonRecord;
  readonly place: string;
}

export class LangsmithReader implements FormatReader {
  readonly #emit: EmitSpan;
  readonly #parts: HeldRows<RunPart>;

  /** @param most parts to keep in memory */
  constructor(emit: EmitSpan, most?: number) {
    this.#emit = emit;
    this.#parts = new HeldRows(most);
  }

  read(document: unknown, place: string): void {
    const object = asRecord(document);
    const batch = [...asList(object?.['post']), ...asList(object?.['patch'])];
    if (object !== null && ('post' in object || 'patch' in object))
      for (const run of batch) this.#add(asRecord(run), place);
    else for (const run of recordsOf(document)) this.#add(asRecord(run), place);
  }

  end(): void {
    for (const parts of this.#parts.groups())
      for (const { run, place } of merged(parts)) this.#emit(inOrder(run), null, place);
  }

  #add(run: JsonRecord | null, place: string): void {
    const id = run?.['id'];
    if (run === null || typeof id !== 'string') return this.#emit(run, null, place);
    this.#parts.add(id, { id, said: langsmithSpan(run), place });
  }
}

/** A run is posted when it starts and patched when it ends; each says what is new. */
function merged(
  parts: readonly RunPart[],
): Iterable<{ readonly run: Record<string, unknown>; readonly place: string }> {
  const runs = new Map<string, { run: Record<string, unknown>; place: string }>();
  for (const { id, said, place } of parts) {
    const known = runs.get(id) ?? { run: {}, place };
    for (const [key, value] of Object.entries(said))
      if (value !== null && value !== undefined)
        known.run[key] =
          key === 'attributes' ? [...asList(known.run[key]), ...asList(value)] : value;
    runs.set(id, known);
  }
  return runs.values();
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
