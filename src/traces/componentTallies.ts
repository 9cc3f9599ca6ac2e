import { compareText } from './compareText.ts';
import { ComponentTally, type ComponentState } from './componentTally.ts';
import type { ComponentKind } from './kinds/spanKind.ts';
import type { MeasuredComponent } from './measurement.ts';
import type { Occurrence } from './occurrence.ts';

type Kinds = Map<ComponentKind, ComponentTally>;

/** All components under count, by name and kind. */
export class ComponentTallies {
  readonly #byName = new Map<string, Kinds>();
  /** Made when the first name is asked for: nothing is added from then on. */
  #names: ReadonlyMap<ComponentTally | undefined, string> | null = null;

  /** The tally of each run, in their order. */
  of(runs: readonly Occurrence[]): ComponentTally[] {
    return runs.map(({ component, kind }) => this.#tallyFor(component, kind));
  }

  state(): ComponentState[] {
    return this.#all().map((tally) => tally.state());
  }

  addState(states: readonly ComponentState[]): void {
    for (const state of states) this.#tallyFor(state.name, state.kind).addState(state);
  }

  /** In the order of first use in a request; names are unique. */
  result(): MeasuredComponent[] {
    const timed = this.#all().map((tally) => ({ tally, at: tally.firstUseMs }));
    timed.sort(
      (a, b) =>
        (a.at === b.at ? 0 : a.at - b.at) ||
        compareText(a.tally.name, b.tally.name) ||
        compareText(a.tally.kind, b.tally.kind),
    );
    return timed.map(({ tally }) => tally.result(this.nameOf(tally.name, tally.kind)));
  }

  /** Where kinds share a name the model call keeps it, else the tool; the others add their kind. */
  nameOf(name: string, kind: ComponentKind): string {
    this.#names ??= uniqueNames(this.#byName);
    return this.#names.get(this.#byName.get(name)?.get(kind)) ?? name;
  }

  #all(): ComponentTally[] {
    return [...this.#byName.values()].flatMap((kinds) => [...kinds.values()]);
  }

  #tallyFor(name: string, kind: ComponentKind): ComponentTally {
    const kinds = this.#byName.get(name) ?? new Map<ComponentKind, ComponentTally>();
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    const tally = new ComponentTally(name, kind);
    this.#byName.set(name, kinds.set(kind, tally));
    return tally;
  }
}

/** `a-tool` may be a name of its own already; then the tool `a` becomes `a-tool-tool`. */
function uniqueNames(byName: ReadonlyMap<string, Kinds>): Map<ComponentTally, string> {
  const taken = new Set(byName.keys());
  const names = new Map<ComponentTally, string>();
  for (const name of [...byName.keys()].sort()) {
    const kinds: Kinds = byName.get(name) ?? new Map();
    const keeper = keeperOf([...kinds.keys()].sort());
    for (const kind of [...kinds.keys()].sort()) {
      let unique = name;
      if (kind !== keeper) while (taken.has(unique)) unique = `${unique}-${kind}`;
      taken.add(unique);
      names.set(kinds.get(kind) as ComponentTally, unique);
    }
  }
  return names;
}

function keeperOf(kinds: readonly ComponentKind[]): ComponentKind | undefined {
  return (['llm', 'tool'] as const).find((each) => kinds.includes(each)) ?? kinds[0];
}
