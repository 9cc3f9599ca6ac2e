import type { Origin } from '../../measurement.ts';
import type { Address } from './address.ts';
import type { Database } from './database.ts';
import type { SpanTable } from './table.ts';

/** The table that is measured, and how to ask for it. */
export interface Target {
  readonly database: Database;
  readonly table: SpanTable;
  readonly address: Address;
}

/** What was read, for the reader. */
export function originOf(
  { address: { database, table, label } }: Target,
  oneIn: number,
  notes: readonly string[],
): Origin {
  return {
    what: `ClickHouse table ${database}.${table} at ${label}`,
    files: 0,
    notes,
    oneIn: oneIn === 1 ? null : oneIn,
  };
}
