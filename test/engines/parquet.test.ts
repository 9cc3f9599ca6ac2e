import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { tempFolder } from '../support/tempFolder.ts';
import { Readable } from 'node:stream';
import { duckDb, HERE, MISSING } from './realEngines.ts';

const folder = tempFolder();

/** A Parquet file of what a query gives. */
async function parquet(name: string, query: string): Promise<string> {
  const path = join(folder, `${name}.parquet`);
  await duckDb(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
  return path;
}

/** `budget measure`, where DuckDB is installed. */
async function measure(...argv: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await run({
    argv: ['measure', ...argv],
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    stdin: Readable.from([]),
    env: {},
    cwd: HERE,
  });
  return { code, stdout, stderr: stderr.replaceAll(`${folder}/`, '') };
}

const IDS = "'4bf92f3577b34da6a3ce929d0e0e4736' AS trace_id, '00f067aa0ba902b7' AS span_id";

/** One call of a model that took 1.5 s and read 12 tokens, its columns written in different ways. */
const WAYS: Readonly<Record<string, string>> = {
  'times as text, attributes as JSON': `SELECT ${IDS}, 'answer' AS name, '2026-11-01T00:00:00Z' AS start_time, '2026-11-01T00:00:01.5Z' AS end_time,
    '{"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5", "gen_ai.usage.input_tokens": 12}' AS attributes`,
  'times as timestamps, attributes in a nested struct': `SELECT ${IDS}, 'answer' AS name, TIMESTAMP '2026-11-01 00:00:00' AS start_time, TIMESTAMP '2026-11-01 00:00:01.5' AS end_time,
    {'gen_ai': {'operation': {'name': 'chat'}, 'request': {'model': 'gpt-5'}, 'usage': {'input_tokens': 12}}} AS attributes`,
  'times with a zone, attributes in columns': `SELECT ${IDS}, 'answer' AS name, TIMESTAMPTZ '2026-11-01 02:00:00+02' AS start_time, 1500.0 AS duration_ms,
    'chat' AS "attributes.gen_ai.operation.name", 'gpt-5' AS "attributes.gen_ai.request.model", 12 AS "attributes.gen_ai.usage.input_tokens"`,
  'whole nanoseconds, attributes in a map': `SELECT ${IDS}, 'answer' AS name, 1793491200000000000 AS start_time_unix_nano, 1793491201500000000 AS end_time_unix_nano,
    MAP {'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5', 'gen_ai.usage.input_tokens': '12'} AS attributes`,
  'seconds, ids as bytes': `SELECT unhex('4bf92f3577b34da6a3ce929d0e0e4736') AS trace_id, unhex('00f067aa0ba902b7') AS span_id, 'answer' AS name,
    1793491200 AS start_time, 1793491201.5 AS end_time,
    MAP {'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5', 'gen_ai.usage.input_tokens': '12'} AS attributes`,
  'as Phoenix writes them': `SELECT '4bf92f3577b34da6a3ce929d0e0e4736' AS "context.trace_id", '00f067aa0ba902b7' AS "context.span_id", NULL AS parent_id, 'answer' AS name, 'LLM' AS span_kind, 'OK' AS status_code,
    TIMESTAMPTZ '2026-11-01 00:00:00+00' AS start_time, TIMESTAMPTZ '2026-11-01 00:00:01.5+00' AS end_time,
    'gpt-5' AS "attributes.llm.model_name", 12 AS "attributes.llm.token_count.prompt"`,
};

describe.skipIf(MISSING !== null)('one call, written in different ways', () => {
  test.each(Object.entries(WAYS))('%s', async (name, query) => {
    const { code, stdout, stderr } = await measure(
      await parquet(name.replaceAll(/\W/g, '-'), query),
    );
    expect(stderr).toContain('1, all counted');
    expect(code).toBe(0);
    expect(stdout).toContain('model: gpt-5');
    expect(stdout).toContain('tokens: { input: 12 }');
    expect(stdout).toMatch(/mean: 1\.5s/);
  });
});

describe.skipIf(MISSING !== null)('Parquet files that cannot be measured', () => {
  test('there is none', async () => {
    const { code, stderr } = await measure(join(folder, 'nowhere.parquet'));
    expect(code).toBe(2);
    expect(stderr).toBe('error: nowhere.parquet: no such file\n');
  });

  test('it is no Parquet', async () => {
    writeFileSync(join(folder, 'text.parquet'), 'once upon a time');
    const { code, stderr } = await measure(join(folder, 'text.parquet'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: DuckDB: .*text\.parquet.*\n$/);
  });

  test('it is cut off', async () => {
    const whole = await parquet('whole', `SELECT ${IDS}`);
    const { readFileSync } = await import('node:fs');
    writeFileSync(join(folder, 'cut.parquet'), readFileSync(whole).subarray(0, 100));
    const { code, stderr } = await measure(join(folder, 'cut.parquet'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: DuckDB: .*\n$/);
  });

  test('it holds something else: its columns are listed, and the nearest named', async () => {
    const path = await parquet('sales', "SELECT 1 AS id, 'x' AS customer, 2.5 AS amount");
    const { code, stderr } = await measure(path, '-o', join(folder, 'no.yaml'));
    expect(code).toBe(2);
    expect(stderr).toContain(
      'error: sales.parquet: no spans: it lacks TraceId, SpanId, SpanName, Timestamp, Duration or EndTime; it has id, customer, amount\n',
    );
    expect(existsSync(join(folder, 'no.yaml'))).toBe(false);
  });

  test('it has no rows', async () => {
    const path = await parquet(
      'empty',
      `${WAYS['whole nanoseconds, attributes in a map']} LIMIT 0`,
    );
    const { code, stderr } = await measure(path);
    expect(code).toBe(2);
    expect(stderr).toContain('error: no rows in');
  });

  test('rows that are no spans are counted with their reasons', async () => {
    const good = WAYS['whole nanoseconds, attributes in a map'] ?? '';
    const bad = (id: string, change: string): string =>
      `SELECT * REPLACE ('${id}' AS span_id, ${change}) FROM (${good})`;
    const path = await parquet(
      'mixed',
      [
        good,
        bad('00000000000000a1', 'start_time_unix_nano + 9000000000 AS start_time_unix_nano'),
        bad('00000000000000a2', "'' AS trace_id"),
        bad('zz', 'name AS name'),
        bad('00000000000000a4', 'NULL AS start_time_unix_nano'),
      ].join(' UNION ALL '),
    );
    const { code, stderr } = await measure(path);
    expect(code).toBe(0);
    expect(stderr).toContain('spans     5: 1 counted, 4 rejected');
    expect(stderr).toContain('1  ends before it starts, first at span 00000000000000a1');
    expect(stderr).toContain('1  malformed id, first at span zz');
    expect(stderr).toContain('1  no start time, first at span 00000000000000a4');
    expect(stderr).toContain('1  no trace or span id, first at span 00000000000000a2');
  });
});
