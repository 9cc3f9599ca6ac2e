import type { Choices } from '../solver/choices.ts';
import type { Shortcut } from '../solver/problem.ts';
import { type AgentContext, inSpec } from './agentContext.ts';
import { orderOf, readChoices } from './readChoices.ts';
import type { AccuracyBasis } from './resolveAccuracy.ts';
import type { ResolvedWorkflow } from './resolveWorkflow.ts';

/**
 * What runs now: `today`, else the eval's baseline. What it does not name: the first variant,
 * optional steps on, shortcuts off, all tools, in series (docs/rules.md).
 */
export function resolveToday(
  context: AgentContext,
  resolved: ResolvedWorkflow,
  shortcuts: readonly Shortcut[],
  basis: AccuracyBasis | null,
): Choices | null {
  const { today } = context.spec;
  if (today !== undefined) {
    const at = (key: string, part: 'key' | 'value') => inSpec(context, ['today', key], part);
    const choosable = { ...resolved, shortcuts, written: context.written };
    return readChoices(choosable, today, (code, key, part, message, help) =>
      context.findings.add('error', code, at(key, part), message, help),
    );
  }
  if (basis === null) return null;
  return fromBaseline(resolved, shortcuts, basis);
}

function fromBaseline(
  resolved: ResolvedWorkflow,
  shortcuts: readonly Shortcut[],
  basis: AccuracyBasis,
): Choices | null {
  const { baseline } = basis;
  const values = new Map<string, string>();
  for (const step of resolved.steps) {
    const variant = baseline.variantOf(step.component);
    const option = step.options.find(
      ({ value }) => value === variant || value.startsWith(`${variant}@`),
    );
    if (variant === null && !step.optional) return null;
    if (variant !== null && option === undefined) return null;
    values.set(step.name, option?.value ?? 'off');
  }
  for (const shortcut of shortcuts)
    values.set(shortcut.name, baseline.has(shortcut.name) || !shortcut.optional ? 'on' : 'off');
  const tools = (resolved.tools?.tools ?? []).filter((tool) => baseline.has(tool.name));
  setToolVariants(
    values,
    resolved,
    tools.map((tool) => tool.name),
  );
  return {
    values,
    tools: tools.map((tool) => tool.name),
    order: orderOf(baseline.order ?? 'series', tools.length),
  };
}

function setToolVariants(
  values: Map<string, string>,
  resolved: ResolvedWorkflow,
  kept: readonly string[],
): void {
  for (const tool of resolved.tools?.tools ?? []) {
    const first = tool.options[0];
    if (tool.options.length > 1 && first && kept.includes(tool.name) && !values.has(tool.name))
      values.set(tool.name, first.value);
  }
}
