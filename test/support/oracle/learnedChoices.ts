import type { Shift } from './statedChanges.ts';
import type { Component, Passed } from './system.ts';

/** The rows of an eval, and what its table states. */
export interface Told {
  readonly components: readonly Component[];
  /** Accuracy of the baseline by task. */
  readonly bases: ReadonlyMap<string, number>;
  readonly rows: readonly { readonly passed: Passed; readonly runs: Runs }[];
  readonly baseline: Runs;
  /** What the table states of a value against the baseline, on a task; null where it is unknown. */
  stated(component: Component, value: string, task: string): Shift | null;
  /** Whether the table itself says what a value does, be it nothing. */
  asserts(component: Component, value: string): boolean;
}

/** What an architecture runs of a component: a variant, `on` where it has none, or `off`. */
export type Runs = (component: Component) => string;

/**
 * Who tells what a value does: it answers as the baseline's, or the table states how else; the rows alone
 * do where the table says nothing and one of them tried it; or nobody.
 */
type Teller = 'baseline' | 'table' | 'rows' | 'nobody';

/** The values of components that the accuracy model tells apart. */
export class LearnedChoices {
  readonly #told: Told;
  readonly #tellers = new Map<string, Teller>();
  /** Components of which more than the baseline's value is known. */
  readonly open: readonly Component[];

  constructor(told: Told) {
    this.#told = told;
    this.open = told.components.filter((component) => this.others(component).length > 0);
  }

  teller(component: Component, value: string): Teller {
    const key = `${component.name} ${value}`;
    const teller = this.#tellers.get(key) ?? this.#findTeller(component, value);
    this.#tellers.set(key, teller);
    return teller;
  }

  #findTeller(component: Component, value: string): Teller {
    const { bases, rows, baseline } = this.#told;
    if (value === baseline(component)) return 'baseline';
    const shifts = [...bases.keys()].map((task) => this.#told.stated(component, value, task));
    const isUnknown = shifts.includes(null);
    const isNothing = !isUnknown && shifts.every((shift) => shift?.mid === 0 && shift.sd === 0);
    const isByDefault = isNothing && !this.#told.asserts(component, value);
    const isTried = rows.some(({ runs }) => runs(component) === value);
    if (isTried && (isUnknown || isByDefault)) return 'rows';
    if (isUnknown) return 'nobody';
    return isNothing ? 'baseline' : 'table';
  }

  /** Values that answer otherwise than the baseline's. */
  others(component: Component): string[] {
    return [...component.ways.map(({ name }) => name), 'off'].filter((value) =>
      ['table', 'rows'].includes(this.teller(component, value)),
    );
  }

  /** By component, the value that answers as the one that is run. */
  valuesOf(runs: Runs): Map<Component, string> {
    return new Map(
      this.open.map((component) => {
        const value = runs(component);
        const isOther = this.others(component).includes(value);
        return [component, isOther ? value : this.#told.baseline(component)];
      }),
    );
  }

  /** Whether rows tell effects: they try what the table says nothing of, or are more than what they try. */
  rowsTell(): boolean {
    const changes = this.#told.rows.map(({ runs }) =>
      [...this.valuesOf(runs)].filter(([one, value]) => value !== this.#told.baseline(one)),
    );
    const named = changes.map((list) => list.map(([{ name }, value]) => `${name} ${value}`));
    const beyond = new Set(named.filter((list) => list.length > 0).map((list) => list.join()));
    const isNews = changes.flat().some((change) => this.teller(...change) === 'rows');
    return isNews || beyond.size > new Set(named.flat()).size;
  }
}
