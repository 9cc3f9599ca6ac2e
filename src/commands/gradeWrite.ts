import type { GradeResult } from '../evals/grade.ts';
import { writeItems } from '../evals/itemsFile.ts';
import { type EvalMatrix, evalMatrix } from '../evals/matrix.ts';
import { editTable } from '../evals/tableEdit.ts';
import { tableSchema } from '../table/schema.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { readYaml } from '../yaml/source.ts';
import { validate } from '../yaml/validate.ts';
import { reportFindings } from './findingsReport.ts';
import type { GradeTarget } from './gradeTarget.ts';
import type { Io } from './io.ts';
import { writeFile } from './writeOutputs.ts';

/** What became of a table that rows were written into. */
export interface Written {
  /** The table as it is now. */
  readonly text: string;
  readonly matrix: EvalMatrix;
  /** Where effects that the table states do not go with what was measured, so that it cannot be solved. */
  readonly findings: readonly Diagnostic[];
}

/** Writes table and items; both or, when the new table would not be one, neither. */
export async function writeGraded(
  target: GradeTarget,
  itemsFile: string,
  graded: GradeResult,
  evalName: string,
  io: Io,
): Promise<Written | null> {
  const text = editTable(target.text, graded.edit);
  const source = readYaml(text, target.path);
  const { data, diagnostics } = validate(tableSchema, source);
  const evaluation = data?.evals?.[evalName];
  if (!data || evaluation === undefined) {
    reportFindings(io, {}, [notWritten(target.path, diagnostics[0])], new Map());
    return null;
  }
  writeFile(io, itemsFile, writeItems(graded.joined.outcomes));
  writeFile(io, target.path, text);
  const { tableEvals } = await import('../spec/tableEvals.ts');
  const { findings } = tableEvals(data, source);
  return {
    text,
    matrix: evalMatrix(evalName, evaluation, graded.joined.outcomes),
    findings: findings.all.flatMap((finding) =>
      finding.severity === 'error' ? [{ ...finding, severity: 'warning' as const }] : [],
    ),
  };
}

function notWritten(file: string, first: Diagnostic | undefined): Diagnostic {
  return {
    code: 'unreadable-file',
    severity: 'error',
    message: `the rows cannot be added in the way this table is written${first === undefined ? '' : ` (${first.message})`}`,
    file,
    range: null,
    help: 'write evals: and rows: as blocks, one row a line',
  };
}
