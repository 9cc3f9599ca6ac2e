/**
 * `budget check` on many specs against parsing the same files with `yaml` alone. First processor time
 * in one process, once Node has compiled both; then of whole processes, with Node's start and all that
 * is loaded and compiled. Every spec has an accepted counterproposal, or none; all share one table, and
 * none is like another one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { LineCounter, parseDocument } from 'yaml';
import { checkSpec, foundInAll } from '../src/spec/check.ts';
import { knownFiles } from '../src/spec/knownFiles.ts';
import { CLI, MODELS, ROOT, signedSpec, spec, TABLE } from './checkSpecs.ts';
import { cpuOfChildren, STAT } from './cpuOfChildren.mjs';

const SPECS = 200;
const ROUNDS = 21;
const PROCESSES = 5;

const folder = mkdtempSync(join(tmpdir(), 'budget-'));

/** Milliseconds of processor time: what else the machine does is left out. */
function spent(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The least of several rounds, in turns, so that both see the machine in the same state. */
function leastOf(first: () => void, second: () => void): [number, number] {
  const rounds = Array.from({ length: ROUNDS }, () => [spent(first), spent(second)] as const);
  return [Math.min(...rounds.map(([ms]) => ms)), Math.min(...rounds.map(([, ms]) => ms))];
}

function specs(accepted: boolean): string[] {
  writeFileSync(join(folder, 'table.yaml'), TABLE);
  const known = knownFiles();
  return Array.from({ length: SPECS }, (_, index) => {
    const path = join(folder, `spec-${index}.yaml`);
    writeFileSync(path, accepted ? signedSpec(index, folder, known) : spec(index));
    return path;
  });
}

function checkAll(paths: readonly string[]): void {
  const known = knownFiles();
  const options = {
    files: { read: (path: string) => readFileSync(path, 'utf8'), list: () => [] },
    models: MODELS,
    now: '2026-11-22',
    known,
  };
  const found = foundInAll(paths.map((path) => checkSpec(path, options)));
  const errors = found.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${errors.length} errors: ${errors[0]?.message}`);
}

/** A script that does nothing but parse the files it is given, bundled as the command is. */
async function parser(): Promise<string> {
  const outfile = join(folder, 'parse.cjs');
  const contents = `import { readFileSync } from 'node:fs';
    import { LineCounter, parseDocument } from 'yaml';
    for (const path of process.argv.slice(2))
      parseDocument(readFileSync(path, 'utf8'), { lineCounter: new LineCounter() }).toJS();`;
  await build({
    stdin: { contents, resolveDir: ROOT },
    outfile,
    bundle: true,
    minify: true,
    // What yaml requires of Node itself is there in a CommonJS script.
    format: 'cjs',
    platform: 'node',
  });
  return outfile;
}

/** Processor time of a whole process, in ms. */
function processTime(args: readonly string[]): number {
  const before = cpuOfChildren();
  const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}`);
  return 10 * (cpuOfChildren() - before);
}

/** The least of several runs of each, in turns. */
function leastOfProcesses(paths: readonly string[], parse: string): [number, number] {
  const check = [CLI, 'check', '--now', '2026-11-22', '--fail-on', 'never', ...paths];
  const runs = Array.from(
    { length: PROCESSES },
    () => [processTime([parse, ...paths]), processTime(check)] as const,
  );
  return [Math.min(...runs.map(([ms]) => ms)), Math.min(...runs.map(([, ms]) => ms))];
}

try {
  const parse = existsSync(STAT) ? await parser() : null;
  for (const accepted of [false, true]) {
    const paths = specs(accepted);
    const parseAll = () => {
      for (const path of paths)
        parseDocument(readFileSync(path, 'utf8'), { lineCounter: new LineCounter() }).toJS();
    };
    const [parsing, checking] = leastOf(parseAll, () => checkAll(paths));
    const each = (ms: number) => `${(ms / SPECS).toFixed(2)} ms each`;
    console.log(
      `${SPECS} specs ${accepted ? 'with' : 'without'} an accepted counterproposal: yaml alone ${each(parsing)}, check ${each(checking)}: ${(checking / parsing).toFixed(2)}x`,
    );
    if (parse === null) continue;
    const [bare, whole] = leastOfProcesses(paths, parse);
    console.log(
      `  whole processes: node and yaml ${bare} ms, budget check ${whole} ms: ${(whole / bare).toFixed(2)}x`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
