import type { ComponentKind } from '../../kinds/spanKind.ts';
import type { Occurrence } from '../../occurrence.ts';
import type { Span } from '../../span.ts';
import { VariantTally, type VariantState } from '../../variantTally.ts';

/** What spans of one signature turn out to be, where their whole traces were read. */
export interface Fate {
  readonly component: string;
  readonly kind: ComponentKind;
  readonly model: string | null;
  readonly effort: string | null;
}

/** One fate of a signature, with what the runs of it came to. */
export interface SeenFate {
  readonly fate: Fate;
  readonly spans: number;
  readonly runs: VariantState;
}

/** All that was seen of a signature. */
export interface SeenSignature {
  /** Spans that are no successful run of a component: wrappers, transport, failures, parts of runs. */
  readonly others: number;
  readonly fates: readonly SeenFate[];
}

interface Entry {
  others: number;
  readonly fates: Map<string, { fate: Fate; spans: number; tally: VariantTally }>;
}

/**
 * Keeps account of what the spans of each signature are, while traces are read whole: only a whole trace
 * tells which component a span is a run of.
 */
export class Ledger {
  readonly #entries = new Map<string, Entry>();

  addTrace(spans: readonly Span[], runs: readonly Occurrence[]): void {
    const byPlace = new Map<number, Occurrence>();
    for (const run of runs) if (!run.failed) byPlace.set(run.at, run);
    spans.forEach(({ signature, source }, place) => {
      if (signature === '' || source === 'trace object') return;
      const run = byPlace.get(place);
      const entry = this.#entry(signature);
      if (run === undefined) entry.others += 1;
      else addRun(entry, run);
    });
  }

  has(signature: string): boolean {
    return this.#entries.has(signature);
  }

  seen(): ReadonlyMap<string, SeenSignature> {
    return new Map(
      [...this.#entries].map(([signature, { others, fates }]) => [
        signature,
        {
          others,
          fates: [...fates.values()].map(({ fate, spans, tally }) => ({
            fate,
            spans,
            runs: tally.state(),
          })),
        },
      ]),
    );
  }

  #entry(signature: string): Entry {
    const known = this.#entries.get(signature);
    if (known !== undefined) return known;
    const entry: Entry = { others: 0, fates: new Map() };
    this.#entries.set(signature, entry);
    return entry;
  }
}

function addRun({ fates }: Entry, run: Occurrence): void {
  const { component, kind, model, effort } = run;
  const key = JSON.stringify([component, kind, model, effort]);
  const known = fates.get(key) ?? {
    fate: { component, kind, model, effort },
    spans: 0,
    tally: new VariantTally(),
  };
  fates.set(key, known);
  known.spans += 1;
  known.tally.add(run);
}
