import { loadPeer } from '../peer.ts';

/**
 * The part of `@duckdb/node-api` that is used, so that this program compiles without its 70 MB. The
 * engine tests (test/engines) hold that it is so.
 */
export interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options: Readonly<Record<string, string>>): Promise<DuckDbInstance>;
  };
}

export interface DuckDbInstance {
  connect(): Promise<DuckDbConnection>;
  closeSync(): void;
}

export interface DuckDbConnection {
  runAndReadAll(sql: string): Promise<{ getRowsJson(): unknown[][] }>;
  stream(sql: string): Promise<DuckDbResult>;
  closeSync(): void;
}

export interface DuckDbResult {
  /** Null, or a chunk without rows, after the last one. */
  fetchChunk(): Promise<DuckDbChunk | null>;
}

export interface DuckDbChunk {
  readonly rowCount: number;
  getColumnValues(column: number): readonly unknown[];
}

/** @throws EngineError when it is not installed */
export function loadDuckDb(cwd: string): DuckDb {
  const peer = { name: '@duckdb/node-api', wantedBy: 'Parquet files and object stores' };
  return loadPeer(peer, cwd) as DuckDb;
}
