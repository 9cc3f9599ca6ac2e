import type { Shortcut } from '../solver/problem.ts';
import { type AgentContext, componentNames, componentOf, inSpec } from './agentContext.ts';
import { suggest } from './findings.ts';
import { addEffects } from './statedEffects.ts';
import { resolveOptions } from './resolveOptions.ts';
import type { EffectsOf, ResolvedWorkflow } from './resolveWorkflow.ts';
import { isWritten } from './writtenNames.ts';

/** Resolves the shortcuts of an agent; what is wrong in them becomes findings with their place. */
export function resolveShortcuts(
  context: AgentContext,
  resolved: ResolvedWorkflow,
  effects: EffectsOf,
): Shortcut[] {
  const tools = resolved.tools?.tools ?? [];
  const taken = new Set([...resolved.steps, ...tools].map(({ name }) => name));
  return (context.spec.shortcuts ?? []).flatMap((shortcut, index) => {
    const path = ['shortcuts', index];
    const component = componentOf(context, shortcut.use);
    if (component === null) {
      context.findings.add(
        'error',
        'unknown-name',
        inSpec(context, [...path, 'use']),
        `the table has no component "${shortcut.use}"`,
        suggest(shortcut.use, componentNames(context)),
      );
      return [];
    }
    if (taken.has(shortcut.use)) {
      context.findings.add(
        'error',
        'duplicate-name',
        inSpec(context, [...path, 'use']),
        `"${shortcut.use}" is already a step, a tool or a shortcut of this agent`,
      );
      return [];
    }
    taken.add(shortcut.use);
    if (!skipsAreValid(context, shortcut.skips, path)) return [];
    const [option] = resolveOptions(context, shortcut.use, component, effects.way, null, null);
    if (option === undefined) {
      context.findings.add(
        'error',
        'no-latency',
        inSpec(context, [...path, 'use']),
        `shortcut "${shortcut.use}" states no latency for its lookup`,
      );
      return [];
    }
    const presence = effects.presence(shortcut.use);
    return [
      {
        name: shortcut.use,
        skips: shortcut.skips,
        hit: shortcut.hit,
        optional: shortcut.optional ?? false,
        lookup: option.latency,
        call: option.call,
        fixedCost: option.fixedCost,
        onEffect: addEffects(option.effect, presence.present),
        offEffect: presence.absent,
      },
    ];
  });
}

/** Whether steps that are to be skipped are written and follow one another; if not, that is a finding. */
export function skipsAreValid(
  context: AgentContext,
  skips: readonly string[],
  path: readonly (string | number)[],
): boolean {
  const { order } = context.written;
  let valid = skips.every((step) => order.includes(step));
  skips.forEach((step, index) => {
    if (isWritten(context.written, 'order', step)) return;
    context.findings.add(
      'error',
      'unknown-name',
      inSpec(context, [...path, 'skips', index]),
      `the workflow has no step "${step}"`,
      suggest(step, order),
    );
  });
  skips.forEach((step, index) => {
    if (skips.indexOf(step) === index) return;
    valid = false;
    context.findings.add(
      'error',
      'duplicate-name',
      inSpec(context, [...path, 'skips', index]),
      `"${step}" is skipped already`,
    );
  });
  if (valid && !adjacent(skips, order)) {
    valid = false;
    context.findings.add(
      'error',
      'workflow',
      inSpec(context, [...path, 'skips']),
      'the steps that a shortcut skips follow one another',
      `the workflow runs ${order.join(', ')}`,
    );
  }
  return valid;
}

function adjacent(skips: readonly string[], order: readonly string[]): boolean {
  const positions = skips.map((step) => order.indexOf(step)).sort((a, b) => a - b);
  return positions.every(
    (position, index) => index === 0 || position === (positions[index - 1] ?? 0) + 1,
  );
}
