import type { Measurement } from '../../measurement.ts';
import type { TraceSources } from '../../measureTraces.ts';
import { measureRows } from '../rows/measureRows.ts';
import { parseAddress } from './address.ts';
import { Database } from './database.ts';
import { langfuseCountable } from './langfuseCountable.ts';
import { countObservations, observationSource } from './langfuseSource.ts';
import { otelCountable } from './otelCountable.ts';
import { inventoryOf, otelSource } from './otelSource.ts';
import { measurePushedDown } from './measurePushedDown.ts';
import { sampleFor } from './sampleFor.ts';
import { MARGIN_MS, selectionOf, type Selection } from './selection.ts';
import { spanExpressions } from './spanExpressions.ts';
import { describeTable } from './table.ts';
import type { Target } from './target.ts';

/**
 * A table of spans in ClickHouse to a measurement: the collector's `otel_traces`, Langfuse's
 * `observations`, or one with the same columns by other names. A small one is read whole; of a large one
 * the database counts all spans, and a sample of traces is read.
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
    const target = { database, table, address };
    const bounds = { from: sources.since ?? -Infinity, to: sources.until ?? Infinity };
    const selection = selectionOf(table, address, {
      from: bounds.from - MARGIN_MS,
      to: bounds.to + MARGIN_MS,
    });
    return table.schema === 'langfuse'
      ? await measureObservations(target, selection, selectionOf(table, address, bounds), sources)
      : await measureOtel(target, selection, selectionOf(table, address, bounds), sources);
  } finally {
    await database.close();
  }
}

/**
 * @param selection with a margin around the period, for whole traces
 * @param exact without
 */
async function measureOtel(
  target: Target,
  selection: Selection,
  exact: Selection,
  sources: TraceSources,
): Promise<Measurement> {
  const expressions = spanExpressions(target.table);
  const inventory = await inventoryOf(target, expressions, selection, sources.rules ?? []);
  const oneIn = sampleFor(inventory.rows, target.address.oneIn);
  const { keys } = inventory;
  const plan = { expressions, selection, keys, oneIn, rows: inventory.rows };
  return isPushedDown(oneIn, sources)
    ? measurePushedDown(target, otelCountable(target, plan, exact), sources)
    : measureRows(otelSource(target, plan), sources);
}

async function measureObservations(
  target: Target,
  selection: Selection,
  exact: Selection,
  sources: TraceSources,
): Promise<Measurement> {
  const rows = await countObservations(target, selection);
  const oneIn = sampleFor(rows, target.address.oneIn);
  const plan = { selection, rows, oneIn };
  return isPushedDown(oneIn, sources)
    ? measurePushedDown(target, langfuseCountable(target, plan, exact), sources)
    : measureRows(observationSource(target, plan), sources);
}

/** Whoever wants to see runs or whole requests gets those of the sample. */
function isPushedDown(oneIn: number, { onRequest, onOccurrence }: TraceSources): boolean {
  return oneIn > 1 && onRequest === undefined && onOccurrence === undefined;
}
