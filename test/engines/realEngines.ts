import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadDuckDb } from '../../src/traces/engines/duckdb/api.ts';

/** Where the engines are installed: `npm install` in this folder. */
export const HERE = import.meta.dirname;

/** Why the tests in this folder are skipped; null when they run. */
export const MISSING = ['chdb', '@duckdb/node-api'].every((name) =>
  existsSync(join(HERE, 'node_modules', name)),
)
  ? null
  : 'the engines are not installed: npm install --prefix test/engines';

/** A ClickHouse of today, behind HTTP. */
export interface ClickHouse {
  readonly port: number;
  /** @throws Error with what the engine says */
  run(sql: string): Promise<string>;
  stop(): void;
}

export async function startClickHouse(): Promise<ClickHouse> {
  const child = spawn(process.execPath, [join(HERE, 'bridge.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((started, failed) => {
    child.stdout.once('data', (line: Buffer) => started(Number(line.toString())));
    child.once('exit', () => failed(new Error('the bridge ended')));
  });
  return {
    port,
    run: async (sql) => {
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: sql });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return text;
    },
    stop: () => child.stdin.end(),
  };
}

/** Runs statements of DuckDB. */
export async function duckDb(...statements: readonly string[]): Promise<void> {
  const instance = await loadDuckDb(HERE).DuckDBInstance.create(':memory:', {});
  const connection = await instance.connect();
  for (const statement of statements) await connection.runAndReadAll(statement);
  connection.closeSync();
  instance.closeSync();
}
