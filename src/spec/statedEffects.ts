import { type Direction, type Points, shiftOf } from '../accuracy/effect.ts';
import type { TaskBase } from '../accuracy/predict.ts';
import type { Shift } from '../accuracy/effect.ts';
import type { Effect } from '../solver/problem.ts';
import { waysToRun, type Way } from '../table/ways.ts';
import { componentOf, inTable } from './agentContext.ts';
import type { EvalContext } from './evalContext.ts';
import type { NamedArchitecture } from './namedArchitecture.ts';
import type { EffectsOf } from './resolveWorkflow.ts';

/** Effects as the table states them, each for a component as a whole (docs/rules.md). */
export function statedEffects(
  context: EvalContext,
  baseline: NamedArchitecture,
  bases: readonly TaskBase[],
): EffectsOf {
  const none = noEffect(bases.length);
  return {
    way: (component, way) => effectOfWay(context, baseline, bases, none, component, way),
    presence: (component) => presenceEffects(context, baseline, bases, none, component),
  };
}

/** No effect on any task. */
export function noEffect(tasks: number): readonly Shift[] {
  return Array.from({ length: tasks }, () => ({ mid: 0, sd: 0 }));
}

/** A variant's effect against the baseline's variant; missing counts as none only for the same model and effort. */
function effectOfWay(
  context: EvalContext,
  baseline: NamedArchitecture,
  bases: readonly TaskBase[],
  none: readonly Shift[],
  name: string,
  way: Way,
): Effect {
  const component = componentOf(context, name);
  if (component === null || way.name === 'on') return none;
  const ways = waysToRun(component);
  const reference = ways.find((other) => other.name === baseline.variantOf(name)) ?? ways[0];
  if (reference === undefined || reference.name === way.name) return none;
  if (way.accuracy !== undefined)
    return effectOf(context, name, [...way.path, 'accuracy'], way.accuracy, bases, 'add');
  if (component.kind === 'tool') return none;
  return reference.model === way.model && reference.effort === way.effort ? none : null;
}

function presenceEffects(
  context: EvalContext,
  baseline: NamedArchitecture,
  bases: readonly TaskBase[],
  none: readonly Shift[],
  name: string,
): { present: Effect; absent: Effect } {
  const component = componentOf(context, name);
  const inBaseline = baseline.has(name);
  const changed =
    component === null ? null : presenceChange(context, name, inBaseline, bases, none);
  return inBaseline ? { present: none, absent: changed } : { present: changed, absent: none };
}

function presenceChange(
  context: EvalContext,
  name: string,
  inBaseline: boolean,
  bases: readonly TaskBase[],
  none: readonly Shift[],
): Effect {
  const component = componentOf(context, name);
  if (component?.accuracy !== undefined) {
    return effectOf(
      context,
      name,
      ['accuracy'],
      component.accuracy,
      bases,
      inBaseline ? 'remove' : 'add',
    );
  }
  return component?.kind === 'tool' ? none : null;
}

function effectOf(
  context: EvalContext,
  component: string,
  path: readonly string[],
  points: Points,
  bases: readonly TaskBase[],
  direction: Direction,
): Effect {
  const shifts = bases.map((base) => shiftOf(points, base.accuracy, direction));
  const failed = shifts.findIndex((shift) => shift === null);
  if (failed === -1) return shifts.filter((shift) => shift !== null);
  const base = bases[failed];
  const where = base?.name ? ` on task ${base.name}` : '';
  const message = `${direction === 'add' ? 'adding' : 'removing'} ${component} would take the baseline's ${percent(base?.accuracy ?? 0)}${where} outside 0..100%`;
  context.findings.add(
    'error',
    'accuracy-out-of-range',
    inTable(context, component, path),
    message,
    'state a smaller effect, or measure the architecture and give its counts as a row',
  );
  return null;
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
