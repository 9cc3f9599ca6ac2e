import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureTraces } from '../../src/traces/measureTraces.ts';
import type { Measurement } from '../../src/traces/measurement.ts';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { SHARED } from '../traces/helpers/sharedData.ts';
import { tempFolder } from '../support/tempFolder.ts';
import { HERE, MISSING, startClickHouse, type ClickHouse } from './realEngines.ts';
import { langfuseTables } from './schemas.mjs';

const EXPORT = join(SHARED, 'encodings/langfuse.observations-blob.jsonl');

const folder = tempFolder();
const rows = join(folder, 'observations.jsonl');
let clickHouse: ClickHouse;
let address: string;

/** What is in the export, with a version of its own, made observations of one more agent, and one deleted. */
function observations(): string {
  const real = existsSync(EXPORT) ? readFileSync(EXPORT, 'utf8').trim().split('\n') : [];
  return [...real.map((line) => withVersion(JSON.parse(line) as object)), ...made()]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}

function withVersion(row: object): object {
  return { ...row, event_ts: '2026-11-22 01:00:00.000', is_deleted: 0 };
}

function made(): object[] {
  return Array.from({ length: 90 }, (_, request) => {
    const base = {
      trace_id: `trace-${request}`,
      project_id: 'p',
      level: request % 11 === 0 ? 'ERROR' : 'DEFAULT',
      model_parameters: JSON.stringify({ reasoning_effort: request % 2 === 0 ? 'low' : 'high' }),
      is_deleted: 0,
      event_ts: '2026-11-22 02:00:00.000',
    };
    const call = {
      ...base,
      id: `call-${request}`,
      type: 'GENERATION',
      parent_observation_id: `root-${request}`,
      name: 'answer',
      start_time: '2026-11-22 02:00:00.010',
      completion_start_time: `2026-11-22 02:00:00.${100 + request}`,
      end_time: `2026-11-22 02:00:01.${100 + request}`,
      provided_model_name: 'gpt-5-mini',
      usage_details: {
        input: 100 + request,
        input_cached_tokens: 7,
        output: 30,
        output_reasoning_tokens: 9,
      },
      total_cost: 0.001 + request / 1e6,
    };
    const root = {
      ...base,
      id: `root-${request}`,
      type: 'AGENT',
      parent_observation_id: null,
      name: 'helper',
      start_time: '2026-11-22 02:00:00.000',
      end_time: '2026-11-22 02:00:01.900',
      usage_details: {},
    };
    const older = { ...call, event_ts: '2026-11-22 01:59:00.000', end_time: null };
    return request % 10 === 0 ? [root, older, call] : [root, call];
  }).flat();
}

beforeAll(async () => {
  if (MISSING !== null) return;
  clickHouse = await startClickHouse();
  writeFileSync(rows, observations());
  for (const table of langfuseTables()) await clickHouse.run(table);
  await clickHouse.run(
    `INSERT INTO observations SELECT id, trace_id, project_id, type, parent_observation_id, start_time, end_time, name, map(), level, NULL, NULL, provided_model_name, model_parameters, usage_details, map(), total_cost, completion_start_time, event_ts, is_deleted
    FROM file('${rows}', JSONEachRow, 'id String, trace_id String, project_id String, type String, parent_observation_id Nullable(String), start_time DateTime64(3), end_time Nullable(DateTime64(3)), name String, level String, provided_model_name Nullable(String), model_parameters Nullable(String), usage_details Map(String, UInt64), total_cost Nullable(Decimal64(12)), completion_start_time Nullable(DateTime64(3)), event_ts DateTime64(3), is_deleted UInt8')`,
  );
  address = `clickhouse://127.0.0.1:${clickHouse.port}/default?table=observations`;
});

afterAll(() => clickHouse?.stop());

function measure(source: string): Promise<Measurement> {
  return measureTraces({ files: [source], cwd: HERE, stdin: Readable.from([]) });
}

function tableOf(measurement: Measurement): string {
  return measuredTableYaml(tableFromMeasurement(measurement, { name: 'agent' }), '');
}

describe.skipIf(MISSING !== null)('observations of Langfuse', () => {
  test('the table gives what its export gives', async () => {
    expect(tableOf(await measure(address))).toBe(tableOf(await measure(rows)));
  });

  test('counted where they lie, the newest version of each counts', async () => {
    const all = await measure(rows);
    const measured = await measure(`${address}&sample=1/3`);
    const of = (each: Measurement, name: string): unknown =>
      each.components
        .find((component) => component.name === name)
        ?.variants.map(({ name: variant, latency, ttft, tokens, billed }) => ({
          variant,
          n: latency.n,
          bins: latency.histogram,
          ttft: ttft?.histogram,
          tokens,
          billed: billed?.n,
        }));
    expect(of(measured, 'answer')).toEqual(of(all, 'answer'));
    expect(measured.requests).toBeLessThan(all.requests);
  });

  test('several projects are never mixed: one has to be chosen', async () => {
    await clickHouse.run(
      "INSERT INTO observations (id, trace_id, project_id, type, start_time, name, level, event_ts, is_deleted) VALUES ('x', 'y', 'q', 'SPAN', now64(3), 'n', 'DEFAULT', now64(3), 0)",
    );
    await expect(measure(address)).rejects.toThrow('the table holds several projects: p, q');
    expect(tableOf(await measure(`${address}&project=p`))).toBe(tableOf(await measure(rows)));
  });
});
