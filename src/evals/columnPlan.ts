import type { Table } from '../table/schema.ts';
import { isChoice, isField, type Mapping } from './mapping.ts';
import { foreignColumns, type Misfit, noColumn, noItem, severalRuns } from './misfits.ts';
import type { ReadResults } from './record.ts';

/** Which column of a file holds what. */
export interface ColumnPlan {
  readonly fields: ReadonlyMap<string, string>;
  readonly choices: ReadonlyMap<string, string>;
  readonly misfits: readonly Misfit[];
}

/** Columns as flags say; else by name. A column that means nothing is a misfit. */
export function columnPlan(read: ReadResults, table: Table, mapping: Mapping): ColumnPlan {
  const names = [...new Set(read.records.flatMap(({ fields }) => Object.keys(fields)))];
  const fields = new Map<string, string>();
  const choices = new Map<string, string>();
  const misfits: Misfit[] = [];
  const foreign: string[] = [];
  for (const [ours, theirs] of mapping.columns) {
    if (!names.includes(theirs)) misfits.push(noColumn(ours, theirs, names));
    else if (isField(ours)) fields.set(ours, theirs);
    else choices.set(ours, theirs);
  }
  const taken = new Set(mapping.columns.values());
  for (const name of names) {
    if (taken.has(name) || mapping.ignored.has(name) || name === '') continue;
    if (isField(name)) {
      if (!fields.has(name)) fields.set(name, name);
    } else if (isChoice(table, name)) {
      if (!choices.has(name)) choices.set(name, name);
    } else if (read.offered.has(name)) misfits.push(...severalRuns(read.records, name, mapping));
    else foreign.push(name);
  }
  if (read.records.length > 0 && !fields.has('item')) misfits.push(noItem(foreign));
  misfits.push(...foreignColumns(foreign, table));
  return { fields, choices, misfits };
}
