import { EngineError } from '../engineError.ts';
import { nearest } from '../../../units/nearest.ts';
import { columnsOf, isMisfit, misfitText, type Columns } from '../rows/columns.ts';
import type { Address } from './address.ts';
import type { Database } from './database.ts';
import { identifier } from './quote.ts';

/** A table of spans, as the server describes it. */
export interface SpanTable {
  /** With its database, quoted. */
  readonly from: string;
  /** `otel` has one row a span; Langfuse keeps requests in a second table. */
  readonly schema: 'otel' | 'langfuse';
  /** Types by name of the column. */
  readonly types: ReadonlyMap<string, string>;
  /** Of a table of schema `otel`. */
  readonly columns: Columns;
  /** `Distributed`, `MergeTree`, …; null where the user may not know. */
  readonly engine: string | null;
}

/** @throws EngineError when there is no such table, or it holds no spans */
export async function describeTable(database: Database, address: Address): Promise<SpanTable> {
  const from = `${identifier(address.database)}.${identifier(address.table)}`;
  const rows = await describe(database, address, from);
  const types = new Map(rows.map(([name, type]) => [String(name), String(type)]));
  const engine = await engineOf(database, address);
  if (isLangfuse(types)) return { from, schema: 'langfuse', types, columns: {}, engine };
  const columns = columnsOf([...types.keys()]);
  if (!isMisfit(columns)) return { from, schema: 'otel', types, columns, engine };
  const { message, help } = misfitText(columns);
  throw new EngineError(`${address.database}.${address.table}: ${message}`, help);
}

async function describe(database: Database, address: Address, from: string): Promise<unknown[][]> {
  try {
    return await database.rows({ purpose: 'columns', sql: `DESCRIBE TABLE ${from}` });
  } catch (error) {
    if (!(error instanceof EngineError) || !error.message.startsWith('no table ')) throw error;
    const tables = await database.rows({
      purpose: 'tables',
      sql: `SHOW TABLES FROM ${identifier(address.database)}`,
    });
    throw new EngineError(
      error.message,
      tableHelp(
        address.table,
        tables.map(([name]) => String(name)),
      ),
    );
  }
}

const MOST_LISTED = 12;

function tableHelp(table: string, all: readonly string[]): string {
  if (all.length === 0) return 'the database has no tables: is it another one?';
  const near = nearest(table, all);
  const listed = all.slice(0, MOST_LISTED).join(', ');
  const more = all.length > MOST_LISTED ? ` and ${all.length - MOST_LISTED} more` : '';
  return `${near === null ? '' : `did you mean ${near}? `}it has ${listed}${more}`;
}

function isLangfuse(types: ReadonlyMap<string, string>): boolean {
  return ['id', 'trace_id', 'type', 'start_time', 'usage_details'].every((name) => types.has(name));
}

/** Not everybody may read the system's tables. */
async function engineOf(database: Database, address: Address): Promise<string | null> {
  try {
    const [row] = await database.rows({
      purpose: 'what kind of table it is',
      sql: 'SELECT engine FROM system.tables WHERE database = {database:String} AND name = {table:String}',
      parameters: { database: address.database, table: address.table },
    });
    return row === undefined ? null : String(row[0]);
  } catch {
    return null;
  }
}
