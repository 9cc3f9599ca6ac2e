import type { Table } from '../table/schema.ts';
import type { AgentSpec } from './schema.ts';
import { componentsIn } from './workflowItems.ts';

/** Shortcuts by their kind in the table, or because one of some agents uses them as such. */
export function knownShortcuts(
  table: Table,
  agents: Readonly<Record<string, Pick<AgentSpec, 'shortcuts'>>> = {},
): ReadonlySet<string> {
  const memories = Object.entries(table.components).filter(([, { kind }]) => kind === 'memory');
  return new Set([
    ...memories.map(([name]) => name),
    ...Object.values(agents).flatMap(({ shortcuts = [] }) => shortcuts.map(({ use }) => use)),
  ]);
}

/**
 * Components that are off in an architecture of the table which does not name them (docs/rules.md):
 * shortcuts, unless this agent runs them as steps. That an agent lacks a shortcut of another one does
 * not switch it on in the baseline.
 */
export function offUnlessNamed(
  shortcuts: ReadonlySet<string>,
  { workflow }: Pick<AgentSpec, 'workflow'>,
): ReadonlySet<string> {
  const steps = componentsIn(workflow);
  return new Set([...shortcuts].filter((name) => !steps.includes(name)));
}
