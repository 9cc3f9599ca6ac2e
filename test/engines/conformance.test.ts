import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeOtelRows } from '../../bench/otelRows.mjs';
import { writeTraces } from '../../bench/madeTraces.mjs';
import { histogramCount } from '../../src/latency/histogram.ts';
import { measureTraces } from '../../src/traces/measureTraces.ts';
import type { Durations, Measurement } from '../../src/traces/measurement.ts';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { SHARED } from '../traces/helpers/sharedData.ts';
import { tempFolder } from '../support/tempFolder.ts';
import { oddTraces } from './oddTraces.ts';
import { duckDb, HERE, MISSING, startClickHouse, type ClickHouse } from './realEngines.ts';
import { insertOf, otelTable, rowTable, type Schema } from './schemas.mjs';

const folder = tempFolder();
let clickHouse: ClickHouse;

beforeAll(async () => {
  if (MISSING === null) clickHouse = await startClickHouse();
  else process.stderr.write(`test/engines: skipped, ${MISSING}\n`);
});

afterAll(() => clickHouse?.stop());

function measure(source: string): Promise<Measurement> {
  return measureTraces({ files: [source], cwd: HERE, stdin: Readable.from([]) });
}

function tableOf(measurement: Measurement): string {
  return measuredTableYaml(tableFromMeasurement(measurement, { name: 'agent' }), '');
}

/** What of the coverage does not depend on whether lines or rows were read. */
function counts({ coverage, spans, traces, requests }: Measurement): unknown {
  const rejected = coverage.spans.rejected.map(({ reason, count }) => ({ reason, count }));
  return { ...coverage.spans, rejected, inTraces: coverage.traces, spans, traces, requests };
}

/** A busy machine takes a while to make and read 20,000 traces. */
const TIMEOUT = 120_000;

let tables = 0;

/** Loads rows into a new table of ClickHouse; its address. */
async function loaded(rows: string, schema: Schema): Promise<string> {
  tables += 1;
  const name = `spans_${tables}`;
  await clickHouse.run(otelTable(name, schema));
  await clickHouse.run(insertOf(name, schema, rows));
  return `clickhouse://127.0.0.1:${clickHouse.port}/default?table=${name}`;
}

interface Case {
  readonly name: string;
  /** A file of OTLP lines. */
  readonly file: () => string;
}

const REAL = join(SHARED, 'sdk');

const CASES: readonly Case[] = [
  { name: 'made traces', file: () => written('made.jsonl', (path) => writeTraces(path, 20_000)) },
  {
    name: 'odd spans',
    file: () => written('odd.jsonl', (path) => writeFileSync(path, oddTraces())),
  },
  ...(existsSync(REAL) ? readdirSync(REAL) : [])
    .filter((name) => name.endsWith('.otlp.jsonl'))
    .map((name) => ({ name, file: () => join(REAL, name) })),
];

function written(name: string, write: (path: string) => unknown): string {
  const path = join(folder, name);
  write(path);
  return path;
}

describe.skipIf(MISSING !== null)('every engine gives the table that the file gives', () => {
  describe.each(CASES)('$name', ({ name, file }) => {
    const rows = join(folder, `${name.replaceAll(' ', '-')}.rows.jsonl`);
    let fromFile: Measurement;

    beforeAll(async () => {
      const path = file();
      await writeOtelRows(path, rows);
      fromFile = await measure(path);
    }, TIMEOUT);

    test('DuckDB, from Parquet', async () => {
      const parquet = `${rows}.parquet`;
      await duckDb(`COPY ${rowTable(rows)} TO '${parquet}' (FORMAT parquet)`);
      const measured = await measure(parquet);
      expect(counts(measured)).toEqual(counts(fromFile));
      expect(tableOf(measured)).toBe(tableOf(fromFile));
    });

    test.each<Schema>(['current', 'older', 'json'])(
      'ClickHouse, %s schema, all spans sent',
      async (schema) => {
        const measured = await measure(await loaded(rows, schema));
        expect(counts(measured)).toEqual(counts(fromFile));
        expect(tableOf(measured)).toBe(tableOf(fromFile));
      },
    );

    test.each<Schema>(['current', 'older', 'json'])(
      'ClickHouse, %s schema, counted there: what is not of the sample is that of all spans',
      async (schema) => {
        const address = await loaded(rows, schema);
        const measured = await measure(`${address}&sample=1/3`);
        expectCounted(measured, fromFile);
      },
    );
  });
});

/** A double of milliseconds may differ in its last bit. */
function toNs(durations: Durations | null): unknown {
  return durations && { ...durations, max: Math.round(durations.max * 1e6) };
}

/** Figures that the report does not call sampled are those of all spans, bin by bin. */
function expectCounted(measured: Measurement, all: Measurement): void {
  const notes = (measured.coverage.origin?.notes ?? []).join('\n');
  for (const component of measured.components) {
    const whole = all.components.find(({ name }) => name === component.name);
    const sampled = new RegExp(`${component.name} \\(sample: ([^)]*)\\)`).exec(notes)?.[1] ?? '';
    for (const variant of component.variants) {
      const same = whole?.variants.find(({ name }) => name === variant.name);
      expect(same, `${component.name} ${variant.name}`).toBeDefined();
      if (same === undefined || notes.includes(' more')) continue;
      if (!sampled.includes('latency')) expect(toNs(variant.latency)).toEqual(toNs(same.latency));
      if (!sampled.includes('ttft')) expect(toNs(variant.ttft)).toEqual(toNs(same.ttft));
      if (!sampled.includes('tokens')) expect(variant.tokens).toEqual(same.tokens);
      if (!sampled.includes('billed')) expect(variant.billed).toEqual(same.billed);
    }
  }
  const { coverage } = measured;
  const { spans } = all.coverage;
  expect(coverage.spans.total).toBe(spans.total);
  expect(coverage.spans.counted).toBe(spans.counted + spans.duplicate);
  expect(coverage.spans.rejected.map(({ reason, count }) => [reason, count])).toEqual(
    spans.rejected.map(({ reason, count }) => [reason, count]),
  );
}

describe.skipIf(MISSING !== null)('counting where spans lie', () => {
  test('made traces are counted whole: no figure of time is left to the sample', async () => {
    const path = written('made.jsonl', (each) => writeTraces(each, 20_000));
    const rows = join(folder, 'made.rows.jsonl');
    await writeOtelRows(path, rows);
    const all = await measure(path);
    const measured = await measure(`${await loaded(rows, 'current')}&sample=1/10`);
    expect(measured.requests).toBeLessThan(all.requests / 5);
    const runs = (each: Measurement): number =>
      each.components
        .flatMap(({ variants }) => variants)
        .reduce((sum, { latency }) => sum + histogramCount(latency.histogram), 0);
    expect(runs(measured)).toBe(runs(all));
    expect(measured.coverage.origin?.notes.at(-1)).toBe('times and tokens are those of all spans');
    expect(tableOf(measured)).toContain('one_in: 10');
  });

  test('the same traces measured twice give the same bytes', async () => {
    const address = await loaded(join(folder, 'made.rows.jsonl'), 'current');
    const [first, second] = [
      await measure(`${address}&sample=1/7`),
      await measure(`${address}&sample=1/7`),
    ];
    expect(tableOf(second)).toBe(tableOf(first));
  });

  test('a period selects the traces that begin in it', async () => {
    const path = join(folder, 'made.jsonl');
    const times = readFileSync(path, 'utf8').matchAll(/"startTimeUnixNano":"(\d{13})/g);
    const starts = [...times].map(([, ms]) => Number(ms)).sort((a, b) => a - b);
    const until = starts[Math.floor(starts.length / 2)] ?? 0;
    const inPeriod = (source: string): Promise<Measurement> =>
      measureTraces({ files: [source], cwd: HERE, stdin: Readable.from([]), until });
    const address = await loaded(join(folder, 'made.rows.jsonl'), 'current');
    expect(tableOf(await inPeriod(address))).toBe(tableOf(await inPeriod(path)));
  });

  test('an agent, or a service, selects whole traces', async () => {
    const address = await loaded(join(folder, 'made.rows.jsonl'), 'current');
    const coach = await measure(`${address}&agent=coach`);
    expect(coach.agent).toBe('coach');
    expect(coach.requests).toBeGreaterThan(0);
    const all = await measure(address);
    expect(coach.requests).toBeLessThan(all.requests);
    expect((await measure(`${address}&service=nobody`)).requests).toBe(0);
  });
});
