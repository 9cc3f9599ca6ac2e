import type { Table } from '../table/schema.ts';

/** Keeps what follows from a table, for all the agents and specs that refer to it. */
export interface TableMemory<T> {
  /**
   * Works something out, or gives what was worked out before.
   *
   * @param key everything that `work` looks at beside the table, spelled out. A table that was read is
   *   never changed, and one that is read anew is another object: so nothing else can matter.
   */
  of(table: Table, key: string, work: () => T): T;
}

/** A memory that is forgotten with its tables. */
export function tableMemory<T>(): TableMemory<T> {
  const byTable = new WeakMap<Table, Map<string, { readonly value: T }>>();
  return {
    of(table, key, work) {
      const known = byTable.get(table) ?? new Map<string, { readonly value: T }>();
      byTable.set(table, known);
      const remembered = known.get(key) ?? { value: work() };
      known.set(key, remembered);
      return remembered.value;
    },
  };
}
