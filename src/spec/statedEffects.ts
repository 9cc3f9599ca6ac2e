import { type Direction, type Points, shiftOf } from '../accuracy/effect.ts';
import type { TaskBase } from '../accuracy/predict.ts';
import type { Shift } from '../accuracy/effect.ts';
import type { Effect } from '../solver/problem.ts';
import { waysToRun, type Way } from '../table/ways.ts';
import { componentOf, inTable } from './agentContext.ts';
import type { EvalContext } from './evalContext.ts';
import type { NamedArchitecture } from './namedArchitecture.ts';
import type { EffectsOf } from './resolveWorkflow.ts';

/** Shifts of stated points that were worked out before, by where they are written. */
export type KnownShifts = Map<string, readonly Shift[]>;

/** What stated effects are against. */
export interface StatedAgainst {
  readonly baseline: NamedArchitecture;
  readonly bases: readonly TaskBase[];
  /** Serves all agents that this baseline is read for. */
  readonly shifts: KnownShifts;
}

/** Effects as the table states them, each for a component as a whole (docs/rules.md). */
export class StatedEffects implements EffectsOf {
  readonly #context: EvalContext;
  readonly #against: StatedAgainst;
  readonly #none: readonly Shift[];

  constructor(context: EvalContext, against: StatedAgainst) {
    this.#context = context;
    this.#against = against;
    this.#none = noEffect(against.bases.length);
  }

  /** A variant's effect against the baseline's variant; missing counts as none only for the same model and effort. */
  way(name: string, way: Way): Effect {
    const component = componentOf(this.#context, name);
    if (component === null || way.name === 'on') return this.#none;
    const ways = waysToRun(component);
    const variant = this.#against.baseline.variantOf(name);
    const reference = ways.find((other) => other.name === variant) ?? ways[0];
    if (reference === undefined || reference.name === way.name) return this.#none;
    if (way.accuracy !== undefined)
      return this.#effectOf(name, [...way.path, 'accuracy'], way.accuracy, 'add');
    if (component.kind === 'tool') return this.#none;
    return reference.model === way.model && reference.effort === way.effort ? this.#none : null;
  }

  presence(name: string): { present: Effect; absent: Effect } {
    const isThere = this.#against.baseline.has(name);
    const changed = this.#presenceChange(name, isThere ? 'remove' : 'add');
    return isThere
      ? { present: this.#none, absent: changed }
      : { present: changed, absent: this.#none };
  }

  #presenceChange(name: string, direction: Direction): Effect {
    const component = componentOf(this.#context, name);
    if (component?.accuracy !== undefined)
      return this.#effectOf(name, ['accuracy'], component.accuracy, direction);
    return component?.kind === 'tool' ? this.#none : null;
  }

  #effectOf(
    component: string,
    path: readonly string[],
    points: Points,
    direction: Direction,
  ): Effect {
    const { bases, shifts: known } = this.#against;
    const key = `${component} ${path.join(' ')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const shifts = bases.map((base) => shiftOf(points, base.accuracy, direction));
    const failed = shifts.findIndex((shift) => shift === null);
    if (failed !== -1) {
      this.#reportOutside(component, path, direction, bases[failed]);
      return null;
    }
    const effect = shifts.filter((shift) => shift !== null);
    known.set(key, effect);
    return effect;
  }

  #reportOutside(
    component: string,
    path: readonly string[],
    direction: Direction,
    base: TaskBase | undefined,
  ): void {
    const where = base?.name ? ` on task ${base.name}` : '';
    this.#context.findings.add(
      'error',
      'accuracy-out-of-range',
      inTable(this.#context, component, path),
      `${direction === 'add' ? 'adding' : 'removing'} ${component} would take the baseline's ${percent(base?.accuracy ?? 0)}${where} outside 0..100%`,
      'state a smaller effect, or measure the architecture and give its counts as a row',
    );
  }
}

/** No effect on any task. */
export function noEffect(tasks: number): readonly Shift[] {
  return Array.from({ length: tasks }, () => ({ mid: 0, sd: 0 }));
}

/** Two effects together; unknown when either is. */
export function addEffects(a: Effect, b: Effect): Effect {
  if (a === null || b === null) return null;
  return a.map((shift, task) => ({
    mid: shift.mid + (b[task]?.mid ?? 0),
    sd: Math.hypot(shift.sd, b[task]?.sd ?? 0),
  }));
}

/** A share in percent, for messages. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}
