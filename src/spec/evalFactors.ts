import type { Level } from '../accuracy/model/design.ts';
import type { Effect } from '../solver/problem.ts';
import type { Component } from '../table/schema.ts';
import { waysToRun } from '../table/ways.ts';
import { componentOf } from './agentContext.ts';
import type { EvalContext } from './evalContext.ts';
import type { NamedArchitecture } from './namedArchitecture.ts';
import type { EffectsOf } from './resolveWorkflow.ts';
import { addEffects } from './statedEffects.ts';

/** A component as a factor of the accuracy model. Values that answer alike share a level. */
export interface EvalFactor {
  readonly name: string;
  readonly levels: readonly (Level & {
    /** The table says nothing of it; only rows do. */
    readonly unknown: boolean;
  })[];
  readonly inBaseline: boolean;
  /** The baseline's variant; the first listed one where the baseline does without the component. */
  readonly reference: string;
  /** Levels of all that may be chosen, `on` and `off` included, where something is known of it. */
  readonly known: ReadonlyMap<string, number>;
  /** Level of a value; null when nothing is known of it. */
  levelOf(value: string): number | null;
  /** Level of a measured architecture: as in the baseline where it does not name the component. */
  levelIn(row: NamedArchitecture): number;
}

/** The components of a table whose choice may change answers, as the rows of an eval show them. */
export function evalFactors(
  context: EvalContext,
  baseline: NamedArchitecture,
  stated: EffectsOf,
  rows: readonly NamedArchitecture[],
): EvalFactor[] {
  // By name: the order in which a table lists things changes no figure.
  return Object.keys(context.table.components)
    .sort()
    .map((name) => factorOf(context, name, baseline, stated, rows))
    .filter(({ levels }) => levels.length > 1);
}

function factorOf(
  context: EvalContext,
  name: string,
  baseline: NamedArchitecture,
  stated: EffectsOf,
  rows: readonly NamedArchitecture[],
): EvalFactor {
  const component = componentOf(context, name);
  const ways = component === null ? [] : waysToRun(component);
  const inBaseline = baseline.has(name);
  const reference = baseline.variantOf(name) ?? ways[0]?.name ?? 'on';
  const base = inBaseline ? reference : 'off';
  const valueIn = (row: NamedArchitecture): string => {
    const named = row.valueOf(name);
    if (named === null) return base;
    return named === 'on' ? reference : named;
  };
  const tried = new Set(rows.map(valueIn));
  const levels: EvalFactor['levels'][number][] = [{ name: base, stated: null, unknown: false }];
  const byValue = new Map<string, number>([[base, 0]]);
  for (const value of [...ways.map((way) => way.name), 'off'].sort()) {
    if (value === base) continue;
    const effect = statedOf(name, value, inBaseline, ways, stated);
    // No effect by default is not the same as none by statement: what rows tried, they tell.
    const isDefault =
      effect !== null &&
      isNone(effect) &&
      !isAsserted(component, ways, value, inBaseline ? reference : null);
    if (effect !== null && isNone(effect) && !(isDefault && tried.has(value)))
      byValue.set(value, 0);
    else if (effect !== null || tried.has(value)) {
      byValue.set(value, levels.length);
      const isUnknown = effect === null || isDefault;
      levels.push({ name: value, stated: isUnknown ? null : effect, unknown: isUnknown });
    }
  }
  const levelOf = (value: string): number | null =>
    byValue.get(value === 'on' ? reference : value) ?? null;
  return {
    name,
    levels,
    inBaseline,
    reference,
    known: new Map(
      [...ways.map((way) => way.name), 'on', 'off'].flatMap((value) => {
        const level = levelOf(value);
        return level === null ? [] : [[value, level] as const];
      }),
    ),
    levelOf,
    levelIn: (row) => byValue.get(valueIn(row)) ?? 0,
  };
}

/**
 * The table itself says what the value does, be it nothing.
 *
 * @param reference the baseline's variant; null where the baseline does without the component, so that
 *   having it is part of what the value does
 */
function isAsserted(
  component: Component | null,
  ways: ReturnType<typeof waysToRun>,
  value: string,
  reference: string | null,
): boolean {
  const presence = component?.accuracy !== undefined;
  if (value === 'off') return presence;
  const variant = ways.find((way) => way.name === value)?.accuracy !== undefined;
  if (reference !== null) return variant;
  return presence && (variant || value === ways[0]?.name);
}

/** What the table states of a value against the baseline's. */
function statedOf(
  name: string,
  value: string,
  inBaseline: boolean,
  ways: ReturnType<typeof waysToRun>,
  stated: EffectsOf,
): Effect {
  const { present, absent } = stated.presence(name);
  if (value === 'off') return inBaseline ? absent : present;
  const way = ways.find((each) => each.name === value);
  if (way === undefined) return null;
  const own = stated.way(name, way);
  return inBaseline ? own : addEffects(present, own);
}

function isNone(effect: NonNullable<Effect>): boolean {
  return effect.every(({ mid, sd }) => mid === 0 && sd === 0);
}
