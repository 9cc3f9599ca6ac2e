// What reading costs as files grow: the limit (cat), JSON.parse alone, the scanner alone with one thread
// and two, spans kept for joining, and the whole of `budget measure`. CPU seconds compare across machines
// that others use too.
//   node scripts/build.mjs && node bench/scale.mjs [spans or files of OTLP lines, 1000000 8000000 unless told]
import { mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeParquet, makeTraces, parquetOf } from './scaleInput.mjs';
import { JOB_NAMES, runJob } from './scaleJobs.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PARTS = join(ROOT, 'dist/bench-parts.mjs');
const MB = 1024 * 1024;

/** One run of a large file takes minutes; of small ones the median of three counts. */
const LARGE = 2_000_000;

/** The bars of the project, for one line each below the table. */
const BARS = [
  ['spans kept x2', 'without the critical path, 2 threads', 1_500_000, 150],
  ['measure x2', 'with it, 2 threads', 500_000, 400],
];

const inputs = process.argv.slice(2);
await buildParts();
const folder = mkdtempSync(join(tmpdir(), 'budget-bench-'));
try {
  for (const input of inputs.length > 0 ? inputs : ['1000000', '8000000']) await compare(input);
} finally {
  rmSync(folder, { recursive: true });
  rmSync(PARTS);
}

/** Parts of the program that its library does not show. */
async function buildParts() {
  const { build } = await import('esbuild');
  const { wasmForEsbuild } = await import('../scripts/wasm.mjs');
  await build({
    stdin: {
      contents: `
        export { hire } from './src/traces/engines/files/crew.ts';
        export { planRanges } from './src/traces/engines/files/plan.ts';
        export { Scanner } from './src/traces/engines/scanner/scanner.ts';
        export { expandPaths } from './src/traces/expandPaths.ts';
        export { openSpillFiles } from './src/traces/spill/spillFiles.ts';`,
      resolveDir: ROOT,
      loader: 'ts',
    },
    outfile: PARTS,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    plugins: [wasmForEsbuild],
  });
}

async function compare(input) {
  const isMade = /^\d+$/.test(input);
  const path = isMade ? join(folder, `${input}.jsonl`) : input;
  const { spans, by } = isMade
    ? makeTraces(path, Number(input))
    : { spans: countSpans(path), by: basename(path) };
  const size = Math.round(statSync(path).size / MB);
  console.log(`\n${grouped(spans)} spans, ${grouped(size)} MB (${by})`);
  const withoutParquet = isMade ? await makeParquet(path) : 'only generated spans become Parquet';
  if (withoutParquet !== null) console.log(`without DuckDB: ${withoutParquet}`);
  const jobs = JOB_NAMES.filter((job) => withoutParquet === null || !job.startsWith('DuckDB'));
  report(spans, measureAll(jobs, path, spans < LARGE ? 3 : 1));
  if (isMade) for (const each of [path, parquetOf(path)]) rmSync(each, { force: true });
}

/** Every job in turn, several times: what else the machine does meets all of them. */
function measureAll(jobs, path, runs) {
  const all = Array.from({ length: runs }, () => jobs.map((job) => runJob(job, path)));
  return new Map(
    jobs.map((job, at) => {
      const [seconds, cpu, peak] = ['seconds', 'cpu', 'peak'].map((key) =>
        median(all.map((each) => each[at][key])),
      );
      return [job, { seconds, cpu, peak }];
    }),
  );
}

function report(spans, results) {
  console.log(`${''.padEnd(17)}   spans/s  seconds   CPU-s  spans/CPU-s  x JSON.parse  peak MB`);
  const parse = results.get('JSON.parse').cpu;
  for (const [job, { seconds, cpu, peak }] of results)
    console.log(
      [
        job.padEnd(17),
        grouped(Math.round(spans / seconds)).padStart(10),
        seconds.toFixed(2).padStart(9),
        cpu.toFixed(2).padStart(8),
        grouped(Math.round(spans / cpu)).padStart(13),
        (parse / cpu).toFixed(2).padStart(14),
        (peak === null ? '' : String(Math.round(peak))).padStart(9),
      ].join(''),
    );
  for (const [job, what, least, most] of BARS) {
    const { seconds, cpu, peak } = results.get(job);
    const [now, quiet] = [spans / seconds, (2 * spans) / cpu].map((each) =>
      grouped(Math.round(each)),
    );
    console.log(
      `${what}: ${now} spans/s (${quiet} if both cores were ours; bar ${grouped(least)}), ${Math.round(peak)} MB (bar ${most})`,
    );
  }
  const ratio = (parse / results.get('scanner x1').cpu).toFixed(1);
  console.log(`the scanner takes ${ratio} times less CPU than JSON.parse alone (bar 3)`);
}

function countSpans(path) {
  const input = openSync(path);
  const buffer = Buffer.alloc(MB);
  let spans = 0;
  let kept = 0;
  for (let size = 1; size > 0;) {
    size = readSync(input, buffer, kept, MB - kept, null);
    const end = kept + size;
    for (let at = buffer.indexOf('"spanId"'); at >= 0 && at < end; spans += 1)
      at = buffer.indexOf('"spanId"', at + 1);
    kept = Math.min(7, end);
    buffer.copyWithin(0, end - kept, end);
    buffer.fill(0, kept);
  }
  return spans;
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

function grouped(count) {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
