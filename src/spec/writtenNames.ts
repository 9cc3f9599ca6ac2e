import { nearest } from '../units/nearest.ts';
import type { Table } from '../table/schema.ts';
import type { AgentSpec } from './schema.ts';
import { componentsIn, flattenItems } from './workflowItems.ts';

/** Names that an agent writes, whether or not what they name can be had. */
export interface WrittenNames {
  /** Steps in the order of the workflow, `tools` where its tools are. */
  readonly order: readonly string[];
  readonly tools: readonly string[];
  readonly shortcuts: readonly string[];
  /**
   * Components that misspelt ones were meant to be. The slip is told where it was made: those who
   * spell the name right elsewhere made none.
   */
  readonly meant: readonly string[];
}

/** @param spec of one agent */
export function writtenNames(spec: AgentSpec, { components }: Table): WrittenNames {
  const known = Object.keys(components);
  const items = flattenItems(spec.workflow);
  const tools = items.flatMap((item) => ('step' in item ? [] : componentsIn([item])));
  const shortcuts = (spec.shortcuts ?? []).map(({ use }) => use);
  return {
    order: items.map((item) => ('step' in item ? item.step : 'tools')),
    tools: [...new Set(tools)],
    shortcuts,
    meant: [...componentsIn(spec.workflow), ...shortcuts]
      .filter((name) => !known.includes(name))
      .flatMap((name) => nearest(name, known) ?? []),
  };
}

/** Whether there is nothing (more) to say about a name: it is there, or where it was first written it was said that it is not. */
export function isWritten(
  written: WrittenNames | undefined,
  as: 'order' | 'tools' | 'choices',
  name: string,
): boolean {
  if (written === undefined) return false;
  const { order, tools, shortcuts, meant } = written;
  const names = as === 'choices' ? [...order, ...tools, ...shortcuts] : written[as];
  return names.includes(name) || meant.includes(name);
}
