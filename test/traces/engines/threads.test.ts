import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  measuredTableYaml,
  tableFromMeasurement,
} from '../../../src/traces/tableFromMeasurement.ts';
import { measureFile } from '../helpers/measureFile.ts';

const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const EXAMPLE = fileURLToPath(
  new URL('../../../examples/measured-agent/traces/langfuse-v5.otlp.jsonl', import.meta.url),
);

/** Large enough for threads to be worth it. */
const BYTES = 40 * 1024 * 1024;

let folder = '';
let large = '';
/** Of the whole file. */
let whole = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-test-'));
  large = join(folder, 'large.jsonl');
  const text = readFileSync(EXAMPLE, 'utf8');
  // Each copy has traces of its own.
  const copies = Array.from({ length: Math.ceil(BYTES / text.length) }, (_, copy) =>
    text.replaceAll(/"traceId":"[0-9a-f]{6}/g, `"traceId":"${copy.toString(16).padStart(6, '0')}`),
  );
  writeFileSync(large, copies.join(''));
  mkdirSync(join(folder, 'tmp'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const environment = (): NodeJS.ProcessEnv => ({ ...process.env, TMPDIR: join(folder, 'tmp') });

describe('budget measure with threads', () => {
  test('writes the table that one thread writes, and leaves no temporary file', async () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [CLI, 'measure', large, '-q', '--name', 'agent'],
      { encoding: 'utf8', env: environment() },
    );
    whole = stdout;
    const { measurement } = await measureFile(large);
    const note = stdout.split('\n').find((line) => line.startsWith('#')) ?? '';
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      measuredTableYaml(tableFromMeasurement(measurement, { name: 'agent' }), note.slice(1)),
    );
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  test.each(['SIGKILL', 'SIGINT'] as const)(
    'leaves the old table, on the fastest of machines the new one, and nothing else after %s',
    async (signal) => {
      const table = join(folder, 'table.yaml');
      writeFileSync(table, 'name: old\n');
      const child = spawn(
        process.execPath,
        [CLI, 'measure', large, '-q', '--name', 'agent', '-o', table],
        {
          env: environment(),
          stdio: 'ignore',
        },
      );
      const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
        child.on('exit', (code, by) => resolve([code, by]));
      });
      // A start takes a tenth of a second, reading some more.
      await new Promise((resolve) => {
        setTimeout(resolve, 250);
      });
      child.kill(signal);
      const [code, by] = await ended;
      expect([signal, 130, 0]).toContain(by ?? code);
      expect(['name: old\n', whole]).toContain(readFileSync(table, 'utf8'));
      expect(readdirSync(folder).sort()).toEqual(['large.jsonl', 'table.yaml', 'tmp']);
      expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
    },
  );

  test('says in one line when there is no room for temporary files', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'measure', large], {
      encoding: 'utf8',
      env: { ...environment(), TMPDIR: join(folder, 'large.jsonl') },
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'error: no folder for temporary files can be written to: set TMPDIR to one with room for a fifth of the traces\n',
    });
  });
});
