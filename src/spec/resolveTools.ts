import type { Step, Tool, ToolGroup } from '../solver/problem.ts';
import { type AgentContext, componentNames, componentOf, inSpec } from './agentContext.ts';
import { type Place, suggest } from './findings.ts';
import { resolveOptions } from './resolveOptions.ts';
import type { EffectsOf } from './resolveWorkflow.ts';
import type { ToolsItem } from './workflowSchema.ts';

/** Calls of a request that uses something, where neither spec nor table says more. */
export const ONCE = [{ count: 1, share: 1 }] as const;

type Use = ToolsItem['tools'][number];
type Path = readonly (string | number)[];

/**
 * Resolves the tools of a workflow; what is wrong with them becomes findings with their place.
 *
 * @param steps those that come before the tools
 */
export function resolveTools(
  context: AgentContext,
  effects: EffectsOf,
  { tools: uses, order = 'series' }: ToolsItem,
  path: Path,
  steps: readonly Step[],
): ToolGroup {
  const names = new Set<string>();
  const tools = uses.flatMap((use, index): Tool[] => {
    const at = [...path, 'tools', index];
    const place = inSpec(context, typeof use === 'string' ? at : [...at, 'use']);
    const name = typeof use === 'string' ? use : use.use;
    if (!isNew(context, name, names, steps, place)) return [];
    names.add(name);
    return resolveTool(context, effects, use, place);
  });
  const sets = context.table.tool_sets;
  return {
    tools,
    orders: order === 'any' ? ['series', 'parallel'] : [order],
    sets: sets && sets.length > 0 ? sets.map(([share, kept]) => ({ share, tools: kept })) : null,
  };
}

/** Choices go by name: what is there twice could be both kept and dropped. */
function isNew(
  { findings }: AgentContext,
  name: string,
  names: ReadonlySet<string>,
  steps: readonly Step[],
  place: Place,
): boolean {
  if (names.has(name)) {
    const help = `say how often it is called, as in { use: ${name}, calls: 2 }`;
    findings.add('error', 'duplicate-name', place, `the tool "${name}" is listed twice`, help);
    return false;
  }
  if (!steps.some((step) => step.name === name)) return true;
  const help = `call the step otherwise, as in { step: first-${name}, component: ${name} }`;
  findings.add('error', 'duplicate-name', place, `"${name}" is already a step`, help);
  return false;
}

function resolveTool(context: AgentContext, effects: EffectsOf, use: Use, place: Place): Tool[] {
  const { findings } = context;
  const { use: name, ...stated } = typeof use === 'string' ? { use } : use;
  const component = componentOf(context, name);
  if (component === null) {
    const help = suggest(name, componentNames(context));
    findings.add('error', 'unknown-name', place, `the table has no tool "${name}"`, help);
    return [];
  }
  const options = resolveOptions(context, name, component, effects.way, null, null);
  if (options.length === 0) {
    findings.add('error', 'workflow', place, `tool "${name}" states no latency`);
    return [];
  }
  const presence = effects.presence(name);
  const usedBy = component.used_by ?? null;
  return [
    {
      name,
      options,
      usedBy,
      chance: ('chance' in stated ? stated.chance : undefined) ?? usedBy ?? 1,
      calls: ('calls' in stated ? stated.calls : undefined) ?? component.calls ?? ONCE,
      keptEffect: presence.present,
      droppedEffect: presence.absent,
    },
  ];
}
