import type { Price } from '../cost/price.ts';
import type { Traffic } from '../cost/traffic.ts';
import type { Models } from '../table/modelsSchema.ts';
import type { Component, Table } from '../table/schema.ts';
import type { YamlSource } from '../yaml/source.ts';
import type { Findings, Place } from './findings.ts';
import type { Hosts } from './hostTiers.ts';
import type { AgentSpec } from './schema.ts';
import type { Serving } from './servedOptions.ts';
import type { WrittenNames } from './writtenNames.ts';

/** What resolving one agent needs: its spec, the table, prices, and where each is written. */
export interface AgentContext {
  readonly agent: string;
  readonly spec: AgentSpec;
  readonly specSource: YamlSource;
  /** What the agent names: what cannot be had was reported there, and nowhere else. */
  readonly written: WrittenNames;
  readonly table: Table;
  readonly tableSource: YamlSource;
  readonly prices: ReadonlyMap<string, Price>;
  /** Models that run on GPUs instead of having a price. */
  readonly openModels: ReadonlySet<string>;
  readonly models: Models;
  /** GPU tiers; null when no agent names any. */
  readonly hosts: Hosts | null;
  readonly serving: Serving;
  readonly traffic: Traffic;
  readonly findings: Findings;
  /** Components that are off where an architecture of the table does not name them. */
  readonly offUnlessNamed: ReadonlySet<string>;
  /** The part of a component's monthly cost that falls on this agent, 0..1. */
  readonly fixedShare: (component: string) => number;
}

type Path = readonly (string | number)[];

/** A place in the agent's part of the spec. */
export function inSpec(context: AgentContext, path: Path, part: 'key' | 'value' = 'value'): Place {
  return { source: context.specSource, path: ['agents', context.agent, ...path], part };
}

/** A place in a component of the table. */
export function inTable(
  context: Pick<AgentContext, 'tableSource'>,
  component: string,
  path: Path,
  part: 'key' | 'value' = 'value',
): Place {
  return { source: context.tableSource, path: ['components', component, ...path], part };
}

export function componentOf(
  { table }: Pick<AgentContext, 'table'>,
  name: string,
): Component | null {
  return Object.hasOwn(table.components, name) ? (table.components[name] ?? null) : null;
}

export function componentNames({ table }: Pick<AgentContext, 'table'>): string[] {
  return Object.keys(table.components);
}
