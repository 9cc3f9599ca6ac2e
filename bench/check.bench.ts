/**
 * `budget check` on many specs against parsing the same files with `yaml` alone: processor time of
 * this process, and of whole processes with Node's start and all that is loaded. Every spec has an
 * accepted counterproposal, or none; all share one table, and none is like another one.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { checkSpec, foundInAll } from '../src/spec/check.ts';
import { knownFiles } from '../src/spec/knownFiles.ts';
import { MODELS, signedSpec, spec, TABLE } from './checkSpecs.ts';

const SPECS = 200;
const ROUNDS = 7;

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

try {
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
  }
} finally {
  rmSync(folder, { recursive: true });
}
