import { describe, expect, test } from 'vitest';
import { engineFor } from '../../../src/traces/engines/engineFor.ts';
import { loadPeer } from '../../../src/traces/engines/peer.ts';
import { runCommand } from '../../support/runCommand.ts';
import { tempFolder } from '../../support/tempFolder.ts';

describe('which engine reads', () => {
  test.each([
    [['traces.jsonl'], 'files'],
    [['folder', '-'], 'files'],
    [['a.parquet', 'b.PARQUET'], 'duckdb'],
    [['traces/*.parquet'], 'duckdb'],
    [['s3://bucket/traces/*.csv'], 'duckdb'],
    [['https://example.com/traces.parquet'], 'duckdb'],
    [['clickhouse://host/db'], 'clickhouse'],
    [['ClickHouses://host/db'], 'clickhouse'],
    // Among other files it is one that cannot be read, and is named.
    [['a.parquet', 'b.jsonl'], 'files'],
  ])('%j: %s', (files, engine) => {
    expect(engineFor(files)).toBe(engine);
  });

  test('a database is measured on its own', () => {
    expect(() => engineFor(['clickhouse://host/db', 'a.jsonl'])).toThrow(
      'a database is measured on its own',
    );
  });

  test('an object store is measured apart from files', () => {
    expect(() => engineFor(['s3://bucket/a.parquet', 'a.jsonl'])).toThrow(
      's3://bucket/a.parquet: an object store is measured apart from other files',
    );
  });
});

describe('a package that is not installed', () => {
  test('is named with the command that installs it', () => {
    const peer = { name: '@budget/nowhere', wantedBy: 'Parquet files' };
    expect(() => loadPeer(peer, tempFolder())).toThrow(
      'Parquet files are read with @budget/nowhere, which is not installed',
    );
  });

  test('ends the command with one line, exit code 2, and no table', async () => {
    const cwd = tempFolder();
    const { code, stdout, stderr } = await runCommand(['measure', 'a.parquet'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'error: Parquet files and object stores are read with @duckdb/node-api, which is not installed\n' +
        'help: npm install @duckdb/node-api  (with -g where budget is installed with -g)\n',
    );
  });
});
