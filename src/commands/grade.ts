import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type GradeResult, grade } from '../evals/grade.ts';
import { readItems, writeItems } from '../evals/itemsFile.ts';
import type { Keep } from '../evals/joined.ts';
import { type EvalMatrix, evalMatrix } from '../evals/matrix.ts';
import type { Outcome } from '../evals/outcome.ts';
import type { Misfit } from '../evals/misfits.ts';
import { outcomesOf } from '../evals/outcomes.ts';
import { readResults } from '../evals/readResults.ts';
import { UnreadableResults } from '../evals/record.ts';
import { editTable } from '../evals/tableEdit.ts';
import type { FileCounts } from '../render/gradeReport.ts';
import { type Table, tableSchema } from '../table/schema.ts';
import { expandPaths } from '../traces/expandPaths.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { readYaml } from '../yaml/source.ts';
import { validate } from '../yaml/validate.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import { gradeFindings } from './gradeFindings.ts';
import type { Io } from './io.ts';
import { choicesOf, mappingOf, type MappingFlags } from './mappingFlags.ts';
import { nodeFiles } from './nodeFiles.ts';
import { outputPlan } from './outputPlan.ts';
import { readOrFind } from './readOrFind.ts';
import { screenFor } from './screenFor.ts';
import { UsageError } from './usageError.ts';
import { writeFile, writeOutputs } from './writeOutputs.ts';

export interface GradeFlags extends GlobalFlags, MappingFlags {
  readonly into?: string;
  readonly eval?: string;
  readonly baseline?: readonly string[];
  readonly keep?: string;
}

/** What the answer can be written as; the rows go into the table. */
const FORMATS = ['table', 'json'];

/** What results are read of a folder. */
export const RESULTS = {
  endings: /\.(?:csv|tsv|jsonl|json|eval|xml)$/i,
  none: 'no results (.csv, .jsonl, .json, .eval, .xml) in this folder',
};

/**
 * `budget grade <results…> --into <table>`: eval results to accuracy rows. The table is changed only
 * when all results could be understood; its comments and style stay.
 */
export async function runGrade(
  paths: readonly string[],
  flags: GradeFlags,
  io: Io,
): Promise<ExitCode> {
  const target = tableOf(flags, io);
  if (target === null) return EXIT.failed;
  // Before the table is changed.
  outputPlan(flags, FORMATS);
  const mapping = mappingOf(flags, target.table);
  const evalName = nameOfEval(target.table, flags.eval);
  const items = itemsPath(target, evalName, io.cwd);
  const files = await readAll(paths, target, mapping, io);
  const before = existsSync(items.path)
    ? readItems(readFileSync(items.path, 'utf8'), items.written)
    : [];
  const graded = grade({
    table: target.table,
    evalName,
    before,
    fresh: files.flatMap(({ outcomes }) => outcomes),
    keep: keepOf(flags.keep),
    baseline: choicesOf('baseline', flags.baseline ?? [], target.table, mapping),
    items: items.written,
  });
  const findings = gradeFindings(files, graded, evalName, target.path);
  const sources = new Map(files.map(({ counts, text }) => [counts.file, text]));
  if (findings.some(({ severity }) => severity === 'error')) {
    const errors = findings.filter(({ severity }) => severity === 'error');
    reportFindings(io, flags, errors, sources);
    return EXIT.failed;
  }
  const matrix = write(target, items.path, graded, evalName, io);
  if (matrix === null) return EXIT.failed;
  reportFindings(io, flags, findings, sources);
  const { gradeJson, renderGrade } = await import('../render/gradeReport.ts');
  const report = {
    table: target.path,
    eval: evalName,
    items: items.written,
    files: files.map(({ counts }) => counts),
    graded,
    matrix,
  };
  writeOutputs(io, flags, {
    table: () => renderGrade(report, screenFor(io, flags).width),
    json: () => gradeJson(report),
  });
  return EXIT.done;
}

interface Target {
  readonly path: string;
  readonly text: string;
  readonly table: Table;
}

function tableOf(flags: GradeFlags, io: Io): Target | null {
  const path = flags.into;
  if (path === undefined)
    throw new UsageError('say which table the results belong to: --into table.yaml');
  const yaml = (flags.output ?? []).find((output) => /\.ya?ml$/i.test(output));
  if (yaml !== undefined)
    throw new UsageError(`-o ${yaml}: the rows go into the table that --into names`);
  const read = readOrFind(nodeFiles(io.cwd), path);
  if ('finding' in read) {
    reportFindings(io, flags, [read.finding], new Map());
    return null;
  }
  const { data: table, diagnostics } = validate(tableSchema, readYaml(read.text, path));
  reportFindings(io, flags, diagnostics, new Map([[path, read.text]]));
  return table && { path, text: read.text, table };
}

function nameOfEval(table: Table, wanted: string | undefined): string {
  const names = Object.keys(table.evals ?? {});
  if (wanted !== undefined) return wanted;
  if (names.length > 1)
    throw new UsageError(
      `the table has several evals (${names.join(', ')}); say which one was run: --eval ${names[0]}`,
    );
  return names[0] ?? 'standard';
}

function keepOf(keep: string | undefined): Keep {
  if (keep === undefined) return 'none';
  if (keep === 'first' || keep === 'last') return keep;
  throw new UsageError(`--keep ${keep}: it takes first or last`);
}

/** Where item outcomes lie: where the eval says, else `evals/<name>.csv` beside the table. */
function itemsPath(
  target: Target,
  evalName: string,
  cwd: string,
): { written: string; path: string } {
  const written = target.table.evals?.[evalName]?.items ?? `evals/${evalName}.csv`;
  return { written, path: resolve(cwd, dirname(target.path), written) };
}

/** One results file, read. */
export interface GradedFile {
  readonly counts: FileCounts;
  readonly outcomes: readonly Outcome[];
  readonly misfits: readonly Misfit[];
  readonly text: string;
  /** Why nothing of it could be read; null when it could. */
  readonly failure: string | null;
}

async function readAll(
  paths: readonly string[],
  target: Target,
  mapping: ReturnType<typeof mappingOf>,
  io: Io,
): Promise<GradedFile[]> {
  const files: GradedFile[] = [];
  for (const input of expandPaths(paths, io.cwd, RESULTS)) {
    files.push(
      input.problem === null
        ? await readOne(input, target, mapping, io)
        : unread(input.name, input.problem),
    );
  }
  return files;
}

async function readOne(
  input: { readonly name: string; readonly path: string | null },
  target: Target,
  mapping: ReturnType<typeof mappingOf>,
  io: Io,
): Promise<GradedFile> {
  const bytes = input.path === null ? await bytesOf(io) : readFileSync(input.path);
  try {
    const read = await readResults(bytes);
    const { outcomes, rejected, misfits } = outcomesOf(read, input.name, target.table, mapping);
    const failures = outcomes.filter(({ score }) => score === null).length;
    return {
      counts: {
        file: input.name,
        format: read.format,
        entries: read.records.length + read.rejected.length + read.blank,
        accepted: outcomes.length - failures,
        failures,
        rejected,
        blank: read.blank,
      },
      outcomes,
      misfits,
      text: new TextDecoder().decode(bytes),
      failure: null,
    };
  } catch (error) {
    if (error instanceof UnreadableResults) return unread(input.name, error.message);
    throw error;
  }
}

async function bytesOf(io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks);
}

function unread(file: string, failure: string): GradedFile {
  const counts = {
    file,
    format: null,
    entries: 0,
    accepted: 0,
    failures: 0,
    rejected: [],
    blank: 0,
  };
  return { counts, outcomes: [], misfits: [], text: '', failure };
}

/** Writes table and items; both or, when the new table would not be one, neither. */
function write(
  target: Target,
  itemsFile: string,
  graded: GradeResult,
  evalName: string,
  io: Io,
): EvalMatrix | null {
  const text = editTable(target.text, graded.edit);
  const { data, diagnostics } = validate(tableSchema, readYaml(text, target.path));
  const evaluation = data?.evals?.[evalName];
  if (evaluation === undefined) {
    const [first] = diagnostics;
    const finding: Diagnostic = {
      code: 'unreadable-file',
      severity: 'error',
      message: `the rows cannot be added in the way this table is written${first === undefined ? '' : ` (${first.message})`}`,
      file: target.path,
      range: null,
      help: 'write evals: and rows: as blocks, one row a line',
    };
    reportFindings(io, {}, [finding], new Map());
    return null;
  }
  writeFile(io, itemsFile, writeItems(graded.joined.outcomes));
  writeFile(io, target.path, text);
  return evalMatrix(evalName, evaluation, graded.joined.outcomes);
}
