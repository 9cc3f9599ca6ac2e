import { grade } from '../evals/grade.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import { gradedFiles } from './gradedFiles.ts';
import { gradeFindings } from './gradeFindings.ts';
import { gradeTarget, keepOf, nameOfEval } from './gradeTarget.ts';
import { writeGraded } from './gradeWrite.ts';
import type { Io } from './io.ts';
import { itemsBeside } from './itemsBeside.ts';
import { choicesOf, mappingOf, type MappingFlags } from './mappingFlags.ts';
import { outputPlan } from './outputPlan.ts';
import { screenFor } from './screenFor.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface GradeFlags extends GlobalFlags, MappingFlags {
  readonly into?: string;
  readonly eval?: string;
  readonly baseline?: readonly string[];
  readonly keep?: string;
}

/** What the answer can be written as; the rows go into the table. */
const FORMATS = ['table', 'json'];

/**
 * `budget grade <results…> --into <table>`: eval results to accuracy rows. The table is changed only
 * when all results could be understood; its comments and style stay.
 */
export async function runGrade(
  paths: readonly string[],
  flags: GradeFlags,
  io: Io,
): Promise<ExitCode> {
  const target = gradeTarget(flags, io);
  if (target === null) return EXIT.failed;
  // Before the table is changed.
  outputPlan(flags, FORMATS);
  const mapping = mappingOf(flags, target.table);
  const evalName = nameOfEval(target.table, flags.eval);
  const items = itemsBeside(target.path, evalName, target.table.evals?.[evalName], io.cwd);
  if (items.finding !== null) {
    reportFindings(io, flags, [items.finding], new Map());
    return EXIT.failed;
  }
  const files = await gradedFiles(paths, target.table, mapping, io);
  const graded = grade({
    table: target.table,
    evalName,
    before: items.outcomes,
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
  const written = await writeGraded(target, items.path, graded, evalName, io);
  if (written === null) return EXIT.failed;
  sources.set(target.path, written.text);
  reportFindings(io, flags, [...findings, ...written.findings], sources);
  const { gradeJson, renderGrade } = await import('../render/gradeReport.ts');
  const report = {
    table: target.path,
    eval: evalName,
    items: items.written,
    files: files.map(({ counts }) => counts),
    graded,
    matrix: written.matrix,
  };
  writeOutputs(io, flags, {
    table: () => renderGrade(report, screenFor(io, flags).width),
    json: () => gradeJson(report),
  });
  return EXIT.done;
}
