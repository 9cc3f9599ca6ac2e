import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '../engineError.ts';
import { loadDuckDb, type DuckDbConnection } from './api.ts';
import { duckDbReason } from './duckDbReason.ts';

/** Enough for reading; what needs more goes to the temporary folder. */
const MEMORY = '1GB';
const MOST_THREADS = 4;

/** A database without a file of its own, in bounded memory, for reading files. */
export class Session {
  readonly #connection: DuckDbConnection;
  readonly #close: () => void;

  private constructor(connection: DuckDbConnection, close: () => void) {
    this.#connection = connection;
    this.#close = close;
  }

  /** @throws EngineError when DuckDB is not installed */
  static async open(cwd: string, threads: number): Promise<Session> {
    const { DuckDBInstance } = loadDuckDb(cwd);
    const folder = mkdtempSync(join(tmpdir(), 'budget-duckdb-'));
    const remove = (): void => rmSync(folder, { recursive: true, force: true });
    // Ctrl-C ends the program at once.
    process.once('exit', remove);
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: MEMORY,
      temp_directory: folder,
      threads: String(Math.min(threads, MOST_THREADS)),
    });
    const connection = await instance.connect();
    return new Session(connection, () => {
      connection.closeSync();
      instance.closeSync();
      process.off('exit', remove);
      remove();
    });
  }

  /** All rows of a small result. */
  async rows(sql: string): Promise<unknown[][]> {
    try {
      return (await this.#connection.runAndReadAll(sql)).getRowsJson();
    } catch (error) {
      throw engineError(error);
    }
  }

  /** The first column of a large result, in batches. */
  async *texts(sql: string): AsyncGenerator<readonly unknown[]> {
    try {
      const result = await this.#connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk.getColumnValues(0);
      }
    } catch (error) {
      throw engineError(error);
    }
  }

  close(): void {
    this.#close();
  }
}

function engineError(error: unknown): Error {
  if (error instanceof EngineError || !(error instanceof Error)) return error as Error;
  const { message, help } = duckDbReason(error.message);
  return new EngineError(message, help);
}
