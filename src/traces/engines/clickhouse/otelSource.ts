import { keysInUse } from '../../readers/attributeKeys.ts';
import { attributesOfRules, type Rule } from '../../rules/rule.ts';
import { ABSENT, CELLS, cellReader } from '../rows/cells.ts';
import type { RowReader, SpanSource } from '../rows/spanSource.ts';
import type { EmitSpan } from '../../formats/format.ts';
import type { Parameters } from './database.ts';
import { partName, partOf, traceColumn, type Selection } from './selection.ts';
import type { SpanExpressions } from './spanExpressions.ts';
import { originOf, type Target } from './target.ts';

/** How many spans there are, and which attributes occur in them. */
export interface Inventory {
  readonly rows: number;
  readonly keys: readonly string[];
}

/** One look at the keys of all rows: later queries then read those that occur, and no others. */
export async function inventoryOf(
  { database, table }: Target,
  { keys }: SpanExpressions,
  selection: Selection,
  rules: readonly Rule[],
): Promise<Inventory> {
  const { shared, own } = keysInUse(attributesOfRules(rules));
  const wanted = [...shared, ...own];
  const [row] = await database.rows({
    purpose: 'how many spans, with which attributes',
    sql: `SELECT toString(count()), groupUniqArrayArray(${keys})
FROM ${table.from}
WHERE ${selection.where}`,
    parameters: selection.parameters,
  });
  const found = new Set(Array.isArray(row?.[1]) ? row[1].map(String) : []);
  return { rows: Number(row?.[0] ?? 0), keys: wanted.filter((key) => found.has(key)) };
}

/** How a table is read. */
export interface ReadPlan {
  readonly expressions: SpanExpressions;
  readonly selection: Selection;
  /** Attributes that occur. */
  readonly keys: readonly string[];
  readonly oneIn: number;
  /** Spans of the selection. */
  readonly rows: number;
}

/**
 * The spans of all traces, or of one in so many.
 * @param marks SQL of the signature of each span, if it is wanted
 */
export function otelSource(
  target: Target,
  plan: ReadPlan,
  marks: string | null = null,
): SpanSource<unknown[]> {
  const part = { part: 0, parts: 1, oneIn: plan.oneIn };
  return cellSource(target, plan, marks, {
    purpose: `spans of ${partName(part)}`,
    where: partOf(plan.selection.where, traceColumn(target.table), part),
  });
}

/** The spans that a condition selects. */
export function cellSource(
  target: Target,
  { expressions, selection, keys, oneIn, rows }: ReadPlan,
  marks: string | null,
  query: Pick<CellQuery, 'purpose' | 'where'>,
): SpanSource<unknown[]> {
  const attributes = attributeCells(expressions, keys, marks);
  const names = attributes.map(([key]) => key);
  return {
    origin: originOf(target, oneIn, oneIn === 1 ? [] : [`one trace in ${oneIn} was read`]),
    total: Math.ceil(rows / oneIn),
    parts: 1,
    open: (emit) => clickHouseCells(names, emit),
    rows: () => cellBatches(target, expressions, { ...query, attributes }, selection.parameters),
  };
}

/** Attributes, and the signature as one of them. */
function attributeCells(
  { attribute }: SpanExpressions,
  keys: readonly string[],
  marks: string | null,
): CellQuery['attributes'] {
  const own = keys.map((key) => [key, attribute(key)] as const);
  return marks === null ? own : [...own, ['budget.signature', `toString(${marks})`]];
}

/** What is read of the spans of some traces. */
interface CellQuery {
  readonly purpose: string;
  readonly where: string;
  /** Attributes, and what stands for them: one cell each, after those that every span has. */
  readonly attributes: readonly (readonly [key: string, sql: string])[];
}

/** Spans as cells. */
function cellBatches(
  { database, table }: Target,
  { cells }: SpanExpressions,
  { purpose, where, attributes }: CellQuery,
  parameters: Parameters,
): AsyncGenerator<unknown[][]> {
  const all = [...CELLS.map((cell) => cells[cell]), ...attributes.map(([, sql]) => sql)];
  return database.batches({
    purpose,
    sql: `SELECT\n  ${all.join(',\n  ')}\nFROM ${table.from}\nWHERE ${where}`,
    parameters,
  });
}

/** In a map an attribute that is absent and one that is empty look the same. */
function clickHouseCells(keys: readonly string[], emit: EmitSpan): RowReader<unknown[]> {
  const reader = cellReader(keys, emit);
  const first = CELLS.length;
  return {
    add: (row) =>
      reader.add(row.map((cell, at) => (at >= first && cell === '' ? ABSENT : String(cell)))),
    end: () => reader.end(),
  };
}
