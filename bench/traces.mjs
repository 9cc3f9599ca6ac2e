// Speed and memory of `budget measure`, against JSON.parse of the same lines in the same run: wall times
// of shared machines swing, their ratio does not.
//   node scripts/build.mjs && node bench/traces.mjs [spans, 1000000 unless told, or a file of OTLP lines]
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTraces } from './madeTraces.mjs';

const SELF = fileURLToPath(import.meta.url);
const CLI = new URL('../dist/cli.js', import.meta.url);
const RUNS = 3;
const MB = 1024 * 1024;

const CHILDREN = { measure: measureFile, parse: parseFile };

const [first = '1000000', file] = process.argv.slice(2);
if (first in CHILDREN) await child(CHILDREN[first], file);
else if (/^\d+$/.test(first)) compareMade(Number(first));
else compareFile(first, countSpans(first));

/** Runs one job alone in its process, so that its memory is its own. */
async function child(job, path) {
  const started = performance.now();
  await job(path);
  const seconds = (performance.now() - started) / 1000;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  console.log(JSON.stringify({ seconds, cpu, rss: (maxRSS * 1024) / MB }));
}

async function measureFile(path) {
  process.argv = [process.argv[0], CLI.pathname, 'measure', path, '-q', '-o', '/dev/null'];
  await import(CLI.href);
}

/** What no reader of JSON text can do without: chunks, lines, one decode, JSON.parse. */
function parseFile(path) {
  forEachLine(path, (line) => JSON.parse(line));
}

function forEachLine(path, take) {
  const input = openSync(path);
  const buffer = Buffer.allocUnsafe(4 * MB);
  let kept = 0;
  for (;;) {
    const size = readSync(input, buffer, kept, buffer.length - kept, null);
    if (size === 0) break;
    const end = kept + size;
    let from = 0;
    for (let at = buffer.indexOf(10); at >= 0 && at < end; at = buffer.indexOf(10, from)) {
      take(buffer.toString('utf8', from, at));
      from = at + 1;
    }
    kept = end - from;
    buffer.copyWithin(0, from, end);
  }
  closeSync(input);
}

/** Spans in a file, by their ids: a parent's id has another key. */
function countSpans(path) {
  let spans = 0;
  forEachLine(path, (line) => {
    for (let at = line.indexOf('"spanId"'); at >= 0; at = line.indexOf('"spanId"', at + 8))
      spans += 1;
  });
  return spans;
}

function compareMade(wanted) {
  const folder = mkdtempSync(join(tmpdir(), 'budget-bench-'));
  try {
    const path = join(folder, 'traces.jsonl');
    compareFile(path, writeTraces(path, wanted));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compareFile(path, spans) {
  console.log(`${grouped(spans)} spans, ${Math.round(statSync(path).size / MB)} MB`);
  const runs = Array.from({ length: RUNS }, () => ({
    parse: run('parse', path),
    measure: run('measure', path),
  }));
  const [parse, measure] = ['parse', 'measure'].map((job) =>
    report(
      job,
      spans,
      runs.map((each) => each[job]),
    ),
  );
  console.log(`ratio       ${(measure / parse).toFixed(2)} of JSON.parse alone`);
}

function run(job, path) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SELF, job, path], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${job} failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Prints the medians; returns spans a second. */
function report(job, spans, runs) {
  const [seconds, cpu, rss] = ['seconds', 'cpu', 'rss'].map((key) =>
    median(runs.map((each) => each[key])),
  );
  const speed = spans / seconds;
  console.log(
    `${job.padEnd(12)}${grouped(Math.round(speed))} spans/s  ` +
      `${seconds.toFixed(2)} s  ${cpu.toFixed(2)} CPU-s  ${Math.round(rss)} MB peak`,
  );
  return speed;
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

function grouped(count) {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
