// What reading costs as files grow: the limits (reading bytes, finding line ends), JSON.parse alone, the
// scanner alone, and `budget measure` whole with one thread and with all. Each runs alone in its process,
// so that its memory is its own; CPU seconds compare across machines that others use too.
//   node scripts/build.mjs && node bench/scale.mjs [spans, 1000000 unless told, or a file of OTLP lines]
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeTraces } from './madeTraces.mjs';

const SELF = fileURLToPath(import.meta.url);
const LIBRARY = new URL('../dist/index.js', import.meta.url);
const SCANNER = fileURLToPath(new URL('../dist/bench-scanner.mjs', import.meta.url));
const MB = 1024 * 1024;
const RUNS = 3;

/** Where the scanner reads (src/traces/engines/scanner/layout.ts). */
const INPUT = 8 * MB;

const JOBS = {
  'read bytes': (path) => eachChunk(path, () => {}),
  'find lines': (path) => eachLine(path, () => {}),
  'JSON.parse': (path) => eachLine(path, (line) => void JSON.parse(line.toString('utf8'))),
  scanner: scan,
  'measure, 1 thread': (path) => measure(path, 1),
  'measure, threads': (path) => measure(path),
};

const [first = '1000000', file] = process.argv.slice(2);
if (first in JOBS) await child(JOBS[first], file);
else await compare(first);

async function child(job, path) {
  const started = performance.now();
  await job(path);
  const seconds = (performance.now() - started) / 1000;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  console.log(JSON.stringify({ seconds, cpu, rss: peakMb() }));
}

/** Linux counts what the parent used into the peak of resourceUsage(); what it shows here it does not. */
function peakMb() {
  const status = '/proc/self/status';
  const peak = existsSync(status) && /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'));
  return peak ? Number(peak[1]) / 1024 : (process.resourceUsage().maxRSS * 1024) / MB;
}

async function measure(path, threads) {
  const { measureTraces } = await import(LIBRARY.href);
  await measureTraces({ files: [path], cwd: '/', stdin: [], ...(threads ? { threads } : {}) });
}

/** Spans found, nothing done with them. */
async function scan(path) {
  const { Scanner } = await import(pathToFileURL(SCANNER).href);
  const scanner = new Scanner([], () => {});
  eachChunk(
    path,
    (chunk, end) => {
      for (let at = INPUT; at < end; at = scanner.endOfLine)
        if (scanner.scan(at) < 0) throw new Error('a line that the scanner does not take');
    },
    scanner.memory.subarray(0, INPUT + 4 * MB),
    INPUT,
  );
}

function eachLine(path, take) {
  const buffer = Buffer.allocUnsafe(4 * MB);
  eachChunk(
    path,
    (_, end) => {
      let from = 0;
      for (let at = buffer.indexOf(10); at >= 0 && at < end; at = buffer.indexOf(10, from)) {
        take(buffer.subarray(from, at));
        from = at + 1;
      }
    },
    buffer,
  );
}

/** Whole lines at a time, in one buffer, from this place in it on. */
function eachChunk(path, take, buffer = Buffer.allocUnsafe(4 * MB), begin = 0) {
  const input = openSync(path);
  let kept = begin;
  for (;;) {
    const size = readSync(input, buffer, kept, buffer.length - kept, null);
    if (size === 0) break;
    const end = buffer.lastIndexOf(10, kept + size - 1) + 1;
    take(buffer, end);
    buffer.copyWithin(begin, end, kept + size);
    kept += size - end + begin;
  }
  closeSync(input);
}

/** The compiler is loaded here: it would weigh on the jobs. */
async function compare(first) {
  const { build } = await import('esbuild');
  const { wasmForEsbuild } = await import('../scripts/wasm.mjs');
  await build({
    entryPoints: [
      fileURLToPath(new URL('../src/traces/engines/scanner/scanner.ts', import.meta.url)),
    ],
    outfile: SCANNER,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    plugins: [wasmForEsbuild],
  });
  const folder = mkdtempSync(join(tmpdir(), 'budget-bench-'));
  try {
    const isMade = /^\d+$/.test(first);
    const path = isMade ? join(folder, 'traces.jsonl') : first;
    const spans = isMade ? writeTraces(path, Number(first)) : countSpans(first);
    report(path, spans);
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(SCANNER);
  }
}

function countSpans(path) {
  let spans = 0;
  eachLine(path, (line) => {
    for (let at = line.indexOf('"spanId"'); at >= 0; at = line.indexOf('"spanId"', at + 8))
      spans += 1;
  });
  return spans;
}

function report(path, spans) {
  console.log(`${grouped(spans)} spans, ${Math.round(statSync(path).size / MB)} MB`);
  console.log(`${''.padEnd(20)}   spans/s  seconds   CPU-s  spans/CPU-s  peak MB`);
  // One after the other, three times: what else the machine does meets all of them.
  const runs = Array.from({ length: RUNS }, () => Object.keys(JOBS).map((job) => run(job, path)));
  const medians = Object.keys(JOBS).map((job, at) => {
    const [seconds, cpu, rss] = ['seconds', 'cpu', 'rss'].map((key) =>
      median(runs.map((each) => each[at][key])),
    );
    console.log(
      [
        job.padEnd(20),
        grouped(Math.round(spans / seconds)).padStart(10),
        seconds.toFixed(2).padStart(9),
        cpu.toFixed(2).padStart(8),
        grouped(Math.round(spans / cpu)).padStart(13),
        String(Math.round(rss)).padStart(9),
      ].join(''),
    );
    return { job, cpu };
  });
  const cpuOf = (job) => medians.find((each) => each.job === job).cpu;
  const ratio = (cpuOf('JSON.parse') / cpuOf('scanner')).toFixed(1);
  console.log(`the scanner takes ${ratio} times less CPU than JSON.parse alone`);
}

function run(job, path) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SELF, job, path], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${job} failed: ${stderr}`);
  return JSON.parse(stdout);
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

function grouped(count) {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
