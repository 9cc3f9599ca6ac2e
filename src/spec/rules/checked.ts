import type { Evaluation } from '../../solver/evaluation.ts';
import type { Problem } from '../../solver/problem.ts';
import type { Gpus } from '../../table/gpusSchema.ts';
import type { Models } from '../../table/modelsSchema.ts';
import type { Table } from '../../table/schema.ts';
import type { YamlSource } from '../../yaml/source.ts';
import type { YamlPath } from '../../yaml/yamlPath.ts';
import type { Place } from '../findings.ts';
import type { AgentSpec } from '../schema.ts';
import type { AcceptedToday } from './acceptedToday.ts';

/** What the rules look at: a table, and a spec unless the table is checked by itself. */
export interface Checked {
  /** Today, as 2026-11-20. */
  readonly now: string;
  readonly table: Table;
  readonly tableSource: YamlSource;
  /** The price list; null when a table is checked by itself. */
  readonly models: Models | null;
  /** The GPU tiers; null where no agent names any. */
  readonly gpus: Gpus | null;
  /** Empty when a table is checked by itself. */
  readonly agents: readonly CheckedAgent[];
  readonly spec: YamlSource | null;
  /** What was read, as a result names it. */
  readonly inputs: readonly { readonly path: string; readonly text: string }[];
  /** Results that lie beside the spec. */
  readonly saved: readonly { readonly path: string; readonly text: string }[];
}

/** One agent of a spec, with its problem resolved. */
export interface CheckedAgent {
  readonly name: string;
  readonly spec: AgentSpec;
  readonly problem: Problem;
  readonly evaluation: Evaluation;
  /** What was accepted, under today's table; null when nothing was. */
  readonly accepted: AcceptedToday | null;
  place(path: YamlPath, part?: 'key' | 'value'): Place;
}
