import type { ComponentKind } from './kinds/spanKind.ts';
import type { MeasuredVariant } from './measurement.ts';
import type { Occurrence } from './occurrence.ts';
import { variantName } from './variantName.ts';
import { VariantTally, type VariantIdentity, type VariantState } from './variantTally.ts';

/** A tool or retrieval may contain a model call, but is not chosen by its model. */
const WITHOUT_VARIANTS: ReadonlySet<ComponentKind> = new Set<ComponentKind>([
  'tool',
  'retrieval',
  'memory',
  'other',
]);

/** By what runs of a component are told apart; '' where they are not. */
export function variantKey(kind: ComponentKind, { model, effort }: VariantIdentity): string {
  return model === null || WITHOUT_VARIANTS.has(kind) ? '' : variantName(model, effort);
}

interface Variant {
  readonly tally: VariantTally;
  identity: VariantIdentity;
}

/** A variant on its way to another thread. */
export interface KeyedVariantState {
  readonly key: string;
  readonly identity: VariantIdentity;
  readonly state: VariantState;
}

/** Successful runs of one component under count, by variant. */
export class ComponentVariants {
  readonly #kind: ComponentKind;
  readonly #variants = new Map<string, Variant>();
  /** The same variants, by the model and effort that runs state. */
  readonly #stated = new Map<string | null, Map<string | null, Variant>>();

  constructor(kind: ComponentKind) {
    this.#kind = kind;
  }

  addRun(run: Occurrence): void {
    this.#variantOf(run).add(run);
  }

  state(): KeyedVariantState[] {
    return [...this.#variants].map(([key, { tally, identity }]) => ({
      key,
      identity,
      state: tally.state(),
    }));
  }

  addState(states: readonly KeyedVariantState[]): void {
    for (const { key, identity, state } of states)
      this.#variantNamed(key, identity).tally.addState(state);
  }

  result(): MeasuredVariant[] {
    const sorted = [...this.#variants].sort(([a], [b]) => (a < b ? -1 : 1));
    const isAlone = sorted.length === 1;
    return sorted.flatMap(([key, { tally, identity }]) => {
      const name = key === '' ? (isAlone ? null : 'unknown-model') : key;
      return tally.result(name, identity) ?? [];
    });
  }

  #variantOf({ model, effort }: Occurrence): VariantTally {
    const known = this.#stated.get(model)?.get(effort);
    if (known !== undefined) return known.tally;
    const variant = this.#variantNamed(variantKey(this.#kind, { model, effort }), {
      model,
      effort,
    });
    const efforts = this.#stated.get(model) ?? new Map<string | null, Variant>();
    this.#stated.set(model, efforts.set(effort, variant));
    return variant.tally;
  }

  #variantNamed(key: string, identity: VariantIdentity): Variant {
    const known = this.#variants.get(key);
    if (known === undefined) {
      const variant = { tally: new VariantTally(), identity };
      this.#variants.set(key, variant);
      return variant;
    }
    known.identity = common(known.identity, identity);
    return known;
  }
}

/** What two sets of runs agree on; the effort of one model says nothing of another. */
function common(a: VariantIdentity, b: VariantIdentity): VariantIdentity {
  if (a.model !== b.model) return { model: null, effort: null };
  return { model: a.model, effort: a.effort === b.effort ? a.effort : null };
}
