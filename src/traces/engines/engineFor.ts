import { REMOTE } from './duckdb/objectStore.ts';
import { EngineError } from './engineError.ts';

export type Engine = 'files' | 'duckdb' | 'clickhouse';

const CLICKHOUSE = /^clickhouses?:\/\//i;

/**
 * Which engine reads these arguments: addresses of ClickHouse, Parquet files and object stores have
 * their own. Among other files, a Parquet file is one that cannot be read.
 *
 * @throws EngineError when no engine reads all of them
 */
export function engineFor(files: readonly string[]): Engine {
  const engines = new Set(files.map(engineOf));
  if (engines.has('clickhouse') && files.length > 1)
    throw new EngineError('a database is measured on its own', APART);
  if (engines.size === 1) return [...engines][0] ?? 'files';
  const remote = files.find((file) => REMOTE.test(file));
  if (remote !== undefined)
    throw new EngineError(`${remote}: an object store is measured apart from other files`, APART);
  return 'files';
}

const APART =
  'measure one after the other, --into the same table: counts and histograms add without loss';

function engineOf(file: string): Engine {
  if (CLICKHOUSE.test(file)) return 'clickhouse';
  return REMOTE.test(file) || /\.parquet$/i.test(file) ? 'duckdb' : 'files';
}
