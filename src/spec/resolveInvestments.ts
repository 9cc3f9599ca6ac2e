import { shiftOf } from '../accuracy/effect.ts';
import type { Shift } from '../accuracy/effect.ts';
import type { Investment } from '../solver/investment.ts';
import type { Shortcut } from '../solver/problem.ts';
import { type AgentContext, inSpec } from './agentContext.ts';
import { suggest } from './findings.ts';
import type { AccuracyBasis } from './resolveAccuracy.ts';
import { skipsAreValid } from './resolveShortcuts.ts';
import type { Investment as Written } from './schema.ts';
import { noEffect } from './statedEffects.ts';
import { componentsIn } from './workflowItems.ts';

/** The investments of an agent; what is wrong in them becomes findings with their place. */
export function resolveInvestments(
  context: AgentContext,
  basis: AccuracyBasis | null,
): Investment[] {
  const stated = Object.entries(context.spec.investments ?? {}).sort(
    ([a, one], [b, other]) => one.quarters - other.quarters || (a < b ? -1 : 1),
  );
  return stated.flatMap(([name, written]) => {
    if (!isComplete(context, name, written)) return [];
    return [
      {
        name,
        quarters: written.quarters,
        accuracy: claimedAccuracy(context, name, written, basis),
        calls: callsOf(written),
        shortcut: shortcutOf(name, written, basis?.bases.length ?? 0),
      },
    ];
  });
}

function isComplete(context: AgentContext, name: string, written: Written): boolean {
  const path = ['investments', name];
  const fail = (message: string, help: string | null, at: readonly string[] = path): false => {
    const code = at.length > path.length ? 'unknown-name' : 'missing-key';
    context.findings.add(
      'error',
      code,
      inSpec(context, at, at === path ? 'key' : 'value'),
      message,
      help,
    );
    return false;
  };
  const { accuracy, component, faster, cheaper, skips, hit } = written;
  if (
    accuracy === undefined &&
    faster === undefined &&
    cheaper === undefined &&
    skips === undefined &&
    hit === undefined
  )
    return fail(
      `nothing is claimed of "${name}"`,
      'as in accuracy: +2pt, or component: plan, faster: 30%',
    );
  if ((faster !== undefined || cheaper !== undefined) && component === undefined)
    return fail(`what does "${name}" make faster or cheaper?`, 'as in component: plan');
  if ((skips === undefined) !== (hit === undefined))
    return fail(
      `a lookup needs both, the steps it skips and its hit rate`,
      'as in skips: [plan], hit: 30%',
    );
  const components = [...componentsIn(context.spec.workflow), ...context.written.meant];
  if (component !== undefined && !components.includes(component))
    return fail(`this workflow does not use "${component}"`, suggest(component, components), [
      ...path,
      'component',
    ]);
  return skips === undefined || skipsAreValid(context, skips, path);
}

function claimedAccuracy(
  context: AgentContext,
  name: string,
  { accuracy }: Written,
  basis: AccuracyBasis | null,
): readonly Shift[] | null {
  if (accuracy === undefined || basis === null) return null;
  const shifts = basis.bases.map((base) => shiftOf(accuracy, base.accuracy, 'add'));
  const possible = shifts.filter((shift) => shift !== null);
  if (possible.length === shifts.length) return possible;
  context.findings.add(
    'error',
    'accuracy-out-of-range',
    inSpec(context, ['investments', name, 'accuracy']),
    `what is claimed of "${name}" would take the baseline outside 0..100%`,
    'claim less, or state what is left to gain',
  );
  return null;
}

function callsOf({ component, faster = 0, cheaper = 0 }: Written): Investment['calls'] {
  if (component === undefined || (faster === 0 && cheaper === 0)) return null;
  // All of a call's time cannot be saved: something still has to be asked.
  return { component, time: Math.max(LEAST_TIME, 1 - faster), cost: 1 - cheaper };
}

const LEAST_TIME = 0.001;

function shortcutOf(name: string, { skips, hit, lookup }: Written, tasks: number): Shortcut | null {
  if (skips === undefined || hit === undefined) return null;
  const free = {
    cost: 0,
    model: null,
    price: null,
    tokens: { input: 0, prefix: 0, cached: 0, written: 0, written1h: 0, output: 0, reasoning: 0 },
    tokensKnown: true,
  };
  return {
    name,
    skips,
    hit,
    optional: false,
    lookup: { kind: 'point', ms: lookup ?? 0 },
    call: free,
    fixedCost: 0,
    onEffect: noEffect(tasks),
    offEffect: noEffect(tasks),
  };
}
