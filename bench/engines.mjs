// What each engine costs for the same spans: files of lines, Parquet through DuckDB, ClickHouse with all
// spans sent, and counted there with one trace in twenty. Needs the engines of the tests
// (npm install --prefix test/engines); ClickHouse is chdb behind HTTP on this machine.
//   node scripts/build.mjs && node bench/engines.mjs [spans, 1000000 unless told]
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTraces } from './madeTraces.mjs';
import { writeOtelRows } from './otelRows.mjs';

const SELF = fileURLToPath(import.meta.url);
const LIBRARY = new URL('../dist/index.js', import.meta.url);
const ENGINES = fileURLToPath(new URL('../test/engines', import.meta.url));
const MB = 1024 * 1024;

const [first = '1000000', source] = process.argv.slice(2);
if (first === 'measure') await child(source);
else await compare(Number(first));

/** Measures one source, and tells what it cost this process. */
async function child(file) {
  const { measureTraces } = await import(LIBRARY.href);
  const queries = [];
  const started = performance.now();
  const { spans } = await measureTraces({
    files: [file],
    cwd: ENGINES,
    stdin: [],
    onQuery: ({ purpose, bytes }) => queries.push({ purpose, bytes }),
  });
  const seconds = (performance.now() - started) / 1000;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  console.log(JSON.stringify({ spans, seconds, cpu, rss: peakMb(), queries }));
}

/** See scale.mjs. */
function peakMb() {
  const status = '/proc/self/status';
  const peak = existsSync(status) && /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'));
  return peak ? Number(peak[1]) / 1024 : (process.resourceUsage().maxRSS * 1024) / MB;
}

async function compare(wanted) {
  const folder = mkdtempSync(join(tmpdir(), 'budget-bench-'));
  const bridge = spawn(process.execPath, [join(ENGINES, 'bridge.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise((listening) =>
      bridge.stdout.once('data', (line) => listening(Number(String(line)))),
    );
    const lines = join(folder, 'traces.jsonl');
    const rows = join(folder, 'rows.jsonl');
    const parquet = join(folder, 'traces.parquet');
    const spans = writeTraces(lines, wanted);
    await writeOtelRows(lines, rows);
    await writeParquet(rows, parquet);
    await load(port, rows);
    const at = `clickhouse://127.0.0.1:${port}/default`;
    console.log(`${grouped(spans)} spans: ${size(lines)} of lines, ${size(parquet)} of Parquet`);
    console.log(
      `${''.padEnd(24)}seconds  CPU-s here  spans/CPU-s  peak MB  CPU-s there  bytes sent`,
    );
    await report('lines', lines, port);
    await report('Parquet, DuckDB', parquet, port);
    await report('ClickHouse, all sent', `${at}?sample=all`, port);
    await report('ClickHouse, counted', `${at}?sample=1/20`, port);
  } finally {
    bridge.stdin.end();
    rmSync(folder, { recursive: true });
  }
}

async function report(name, file, port) {
  const before = await cpuOf(port);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SELF, 'measure', file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  const { spans, seconds, cpu, rss, queries } = JSON.parse(stdout);
  const there = (await cpuOf(port)) - before;
  const sent = queries.reduce((sum, { bytes }) => sum + bytes, 0);
  const counted = queries.find(({ purpose }) => purpose.startsWith('all spans, counted'));
  console.log(
    [
      name.padEnd(24),
      seconds.toFixed(2).padStart(7),
      cpu.toFixed(2).padStart(12),
      grouped(Math.round(spans / cpu)).padStart(13),
      String(Math.round(rss)).padStart(9),
      (queries.length === 0 ? '' : there.toFixed(2)).padStart(13),
      (queries.length === 0 ? '' : grouped(sent)).padStart(12),
    ].join(''),
  );
  if (counted !== undefined) {
    const alone = await countAlone(port, file);
    console.log(
      `the count of all spans alone: ${alone.toFixed(2)} CPU-s there, ${grouped(counted.bytes)} bytes sent`,
    );
  }
}

/** Asks for the same count again, and for nothing else. */
async function countAlone(port, file) {
  const { measureTraces } = await import(LIBRARY.href);
  let sql = '';
  await measureTraces({
    files: [file],
    cwd: ENGINES,
    stdin: [],
    onQuery: (query) => (sql = query.purpose.startsWith('all spans, counted') ? query.sql : sql),
  });
  const before = await cpuOf(port);
  await ask(port, `${sql} FORMAT Null`);
  return (await cpuOf(port)) - before;
}

/** CPU seconds of the server so far. */
async function cpuOf(port) {
  const response = await fetch(`http://127.0.0.1:${port}/cpu`);
  return Number(await response.text());
}

async function ask(port, sql) {
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: sql });
  if (!response.ok) throw new Error(await response.text());
}

async function load(port, rows) {
  const { insertOf, otelTable } = await import('../test/engines/schemas.mjs');
  await ask(port, otelTable('otel_traces', 'current'));
  await ask(port, insertOf('otel_traces', 'current', rows));
}

async function writeParquet(rows, parquet) {
  const { rowTable } = await import('../test/engines/schemas.mjs');
  const { DuckDBInstance } = createRequire(join(ENGINES, 'from'))('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY ${rowTable(rows)} TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`);
  connection.closeSync();
  instance.closeSync();
}

function size(path) {
  return `${Math.round(statSync(path).size / MB)} MB`;
}

function grouped(count) {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
