import { keysInUse } from '../../readers/attributeKeys.ts';
import { attributesOfRules, type Rule } from '../../rules/rule.ts';
import { ABSENT, CELLS, cellReader } from '../rows/cells.ts';
import type { RowReader } from '../rows/spanSource.ts';
import type { EmitSpan } from '../../formats/format.ts';
import type { Database } from './database.ts';
import { literal } from './quote.ts';
import { partOf, traceColumn, type Selection } from './selection.ts';
import type { SpanExpressions } from './spanExpressions.ts';
import type { SpanTable } from './table.ts';

/** How many spans there are, and which attributes occur in them. */
export interface Inventory {
  readonly rows: number;
  readonly keys: readonly string[];
}

/** One look at the keys of all rows: later queries then read those that occur, and no others. */
export async function inventoryOf(
  database: Database,
  table: SpanTable,
  { keys }: SpanExpressions,
  selection: Selection,
  rules: readonly Rule[],
): Promise<Inventory> {
  const { shared, own } = keysInUse(attributesOfRules(rules));
  const wanted = [...shared, ...own];
  const [row] = await database.rows({
    purpose: 'how many spans, with which attributes',
    sql: `SELECT count(), groupUniqArrayArray(arrayFilter(key -> has([${wanted.map(literal).join(', ')}], key), ${keys}))
FROM ${table.from}
WHERE ${selection.where}`,
    parameters: selection.parameters,
  });
  const found = new Set(Array.isArray(row?.[1]) ? row[1].map(String) : []);
  return { rows: Number(row?.[0] ?? 0), keys: wanted.filter((key) => found.has(key)) };
}

/** Spans of one part of the traces, as cells. */
export function cellBatches(
  database: Database,
  table: SpanTable,
  expressions: SpanExpressions,
  selection: Selection,
  {
    keys,
    part,
    parts,
  }: { readonly keys: readonly string[]; readonly part: number; readonly parts: number },
): AsyncGenerator<unknown[][]> {
  const cells = [
    ...CELLS.map((cell) => expressions.cells[cell]),
    ...keys.map((key) => expressions.attribute(key)),
  ];
  return database.batches({
    purpose: parts === 1 ? 'all spans' : `spans of traces ${part + 1} of ${parts}, by hash`,
    sql: `SELECT
  ${cells.join(',\n  ')}
FROM ${table.from}
WHERE ${partOf(selection, traceColumn(table), part, parts)}`,
    parameters: selection.parameters,
  });
}

/** In a map an attribute that is absent and one that is empty look the same. */
export function clickHouseCells(keys: readonly string[], emit: EmitSpan): RowReader<unknown[]> {
  const reader = cellReader(keys, emit);
  const first = CELLS.length;
  return {
    add: (row) =>
      reader.add(row.map((cell, at) => (at >= first && cell === '' ? ABSENT : String(cell)))),
    end: () => reader.end(),
  };
}
