import type { Measurement, Origin } from '../../measurement.ts';
import type { TraceSources } from '../../measureTraces.ts';
import { measureRows } from '../rows/measureRows.ts';
import type { SpanSource } from '../rows/spanSource.ts';
import { parseAddress, type Address } from './address.ts';
import { Database } from './database.ts';
import { countObservations, observationBatches, observationReader } from './langfuseSource.ts';
import { cellBatches, clickHouseCells, inventoryOf } from './otelSource.ts';
import { MARGIN_MS, selectionOf, type Selection } from './selection.ts';
import { spanExpressions } from './spanExpressions.ts';
import { describeTable, type SpanTable } from './table.ts';

/** So many rows of a part are held in memory at once: about 200 MB. */
const ROWS_PER_PART = { otel: 1_000_000, langfuse: 200_000 } as const;

/**
 * A table of spans in ClickHouse to a measurement: the collector's `otel_traces`, Langfuse's
 * `observations`, or one with the same columns by other names.
 *
 * @throws EngineError when the client is not installed, or the server cannot be reached, refuses, stops
 * a query, or has no such table
 */
export async function measureClickHouse(sources: TraceSources): Promise<Measurement> {
  const [text = ''] = sources.files;
  const address = parseAddress(text);
  const { cwd, env = {}, onQuery } = sources;
  const database = await Database.connect(address, { cwd, env, onQuery });
  try {
    const table = await describeTable(database, address);
    const source = await sourceOf(database, table, address, sources);
    return await measureRows(source, sources);
  } finally {
    await database.close();
  }
}

async function sourceOf(
  database: Database,
  table: SpanTable,
  address: Address,
  sources: TraceSources,
): Promise<SpanSource<unknown[]>> {
  const selection = selectionOf(table, address, {
    from: (sources.since ?? -Infinity) - MARGIN_MS,
    to: (sources.until ?? Infinity) + MARGIN_MS,
  });
  return table.schema === 'otel'
    ? otelSource(database, table, address, selection, sources)
    : langfuseSource(database, table, address, selection);
}

async function otelSource(
  database: Database,
  table: SpanTable,
  address: Address,
  selection: Selection,
  { rules = [] }: TraceSources,
): Promise<SpanSource<unknown[]>> {
  const expressions = spanExpressions(table);
  const { rows: total, keys } = await inventoryOf(database, table, expressions, selection, rules);
  const parts = partsOf(total, ROWS_PER_PART.otel);
  return {
    origin: originOf(address, null),
    total,
    parts,
    open: (emit) => clickHouseCells(keys, emit),
    rows: (part) => cellBatches(database, table, expressions, selection, { keys, part, parts }),
  };
}

async function langfuseSource(
  database: Database,
  table: SpanTable,
  address: Address,
  selection: Selection,
): Promise<SpanSource<unknown[]>> {
  const total = await countObservations(database, table, selection);
  const parts = partsOf(total, ROWS_PER_PART.langfuse);
  return {
    origin: originOf(address, null),
    total,
    parts,
    open: observationReader,
    rows: (part) => observationBatches(database, table, address, selection, { part, parts }),
  };
}

function partsOf(rows: number, most: number): number {
  return Math.max(1, Math.ceil(rows / most));
}

export function originOf(address: Address, oneIn: number | null): Origin {
  return {
    what: `ClickHouse table ${address.database}.${address.table} at ${address.label}`,
    files: 0,
    notes: [],
    oneIn,
  };
}
