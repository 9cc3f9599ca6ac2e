// What bench/scale.mjs runs, each job alone in its process so that its memory is its own. As a program it
// runs one of them and prints what it took: node bench/scaleJobs.mjs JOB FILE
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parquetOf } from './scaleInput.mjs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const SELF = fileURLToPath(import.meta.url);
const LIBRARY = new URL('../dist/index.js', import.meta.url);
const PARTS = new URL('../dist/bench-parts.mjs', import.meta.url);
const MB = 1024 * 1024;

/** Where the scanner reads (src/traces/engines/scanner/layout.ts). */
const INPUT = 8 * MB;

/** By name: what one process does with a file. */
const JOBS = {
  'read bytes': (path) => eachChunk(path, () => {}),
  'JSON.parse': (path) => eachLine(path, (line) => void JSON.parse(line.toString('utf8'))),
  'scanner x1': (path) => scan({ path, from: 0, to: Infinity }),
  'scanner x2': (path) => scanHalves(path),
  'spans kept x1': (path) => keepSpans(path, 1),
  'spans kept x2': (path) => keepSpans(path, 2),
  'measure x1': (path) => measure(path, 1),
  'measure x2': (path) => measure(path, 2),
  'DuckDB, Parquet': (path) => measure(parquetOf(path), 2),
};

/** Names of the jobs in the order of the table, and whether they need what is not always there. */
export const JOB_NAMES = ['cat', ...Object.keys(JOBS)];

/**
 * Runs a job in a process of its own.
 * @returns seconds, CPU seconds, and peak memory in MB (null where nobody counts it)
 */
export function runJob(job, path) {
  if (job === 'cat') return cat(path);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SELF, job, path], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${job} failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** The machine's own way to read a file: nothing is faster. */
function cat(path) {
  const script = `TIMEFORMAT='%R %U %S'; time cat "$1" > /dev/null`;
  const { status, stderr } = spawnSync('bash', ['-c', script, 'cat', path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cat failed: ${stderr}`);
  const [seconds, user, system] = stderr.trim().split(' ').map(Number);
  return { seconds, cpu: user + system, peak: null };
}

if (!isMainThread && workerData?.scan) await scan(workerData.scan);
else if (isMainThread && process.argv[1] === SELF) await runHere(...process.argv.slice(2));

async function runHere(name, path) {
  const started = performance.now();
  await JOBS[name](path);
  const seconds = (performance.now() - started) / 1000;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  console.log(JSON.stringify({ seconds, cpu, peak: peakMb() }));
}

/** Linux counts what the parent used into the peak of resourceUsage(); what it shows here it does not. */
function peakMb() {
  const status = '/proc/self/status';
  const peak = existsSync(status) && /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'));
  return peak ? Number(peak[1]) / 1024 : (process.resourceUsage().maxRSS * 1024) / MB;
}

/** The whole of it: spans, traces, critical paths, components. */
async function measure(path, threads) {
  const { measureTraces } = await import(LIBRARY.href);
  const { spans } = await measureTraces({ files: [path], cwd: '/', stdin: [], threads });
  if (spans === 0) throw new Error('nothing was measured');
}

/** The first half of measuring: every figure of every span, sorted by trace into temporary files. */
async function keepSpans(path, threads) {
  const { expandPaths, hire, openSpillFiles, planRanges } = await import(PARTS.href);
  const { ranges, partitions } = await planRanges(expandPaths([path], '/'), {
    threads,
    from: null,
  });
  const files = openSpillFiles(threads);
  const period = { from: -Infinity, to: Infinity };
  const hands = files.descriptors.map((file) =>
    hire({ file, partitions, rules: [], period, isStated: false }),
  );
  const queue = [...ranges];
  await Promise.all(
    hands.map(async (hand) => {
      for (let range = queue.shift(); range !== undefined; range = queue.shift())
        await hand.ask({ kind: 'scan', range });
      await hand.ask({ kind: 'written' });
      await hand.dismiss();
    }),
  );
  files.close();
}

/** Each half by a thread of its own. */
async function scanHalves(path) {
  const input = openSync(path);
  const middle = lineEndAfter(input, fstatSync(input).size / 2);
  closeSync(input);
  await Promise.all(
    [
      { path, from: 0, to: middle },
      { path, from: middle, to: Infinity },
    ].map(
      (part) =>
        new Promise((resolve, reject) => {
          new Worker(SELF, { workerData: { scan: part } }).on('exit', resolve).on('error', reject);
        }),
    ),
  );
}

function lineEndAfter(input, at) {
  const buffer = Buffer.alloc(4 * MB);
  const from = Math.floor(at);
  readSync(input, buffer, 0, buffer.length, from);
  return from + buffer.indexOf(10) + 1;
}

/** Spans found, nothing done with them. */
async function scan({ path, from, to }) {
  const { Scanner } = await import(PARTS.href);
  const scanner = new Scanner([], () => {});
  eachChunk(
    path,
    (chunk, end) => {
      for (let at = INPUT; at < end; at = scanner.endOfLine)
        if (scanner.scan(at) < 0) throw new Error('a line that the scanner does not take');
    },
    { buffer: scanner.memory.subarray(0, INPUT + 4 * MB), begin: INPUT, from, to },
  );
}

function eachLine(path, take) {
  const buffer = Buffer.allocUnsafe(4 * MB);
  const lines = (_, end) => {
    let from = 0;
    for (let at = buffer.indexOf(10); at >= 0 && at < end; at = buffer.indexOf(10, from)) {
      take(buffer.subarray(from, at));
      from = at + 1;
    }
  };
  eachChunk(path, lines, { buffer });
}

/** Whole lines at a time, in one buffer from `begin` on; of the file the bytes between `from` and `to`. */
function eachChunk(
  path,
  take,
  { buffer = Buffer.allocUnsafe(4 * MB), begin = 0, from = 0, to = Infinity } = {},
) {
  const input = openSync(path);
  let kept = begin;
  for (let at = from; at < to;) {
    const size = readSync(input, buffer, kept, Math.min(buffer.length - kept, to - at), at);
    if (size === 0) break;
    at += size;
    const end = buffer.lastIndexOf(10, kept + size - 1) + 1;
    take(buffer, end);
    buffer.copyWithin(begin, end, kept + size);
    kept += size - end + begin;
  }
  closeSync(input);
}
