import type { GradeResult } from '../evals/grade.ts';
import type { EvalMatrix } from '../evals/matrix.ts';
import { architectureKey } from '../evals/outcome.ts';
import type { EvalFormat, Rejected } from '../evals/record.ts';
import { formatCount } from '../units/count.ts';
import { matrixJson } from './matrix/matrixJson.ts';
import { matrixText } from './matrix/matrixText.ts';
import { readingsText } from './matrix/readingsText.ts';
import { rounded } from './rounded.ts';
import { wrap } from './text/wrap.ts';

/** What became of the entries of one results file; they add up. */
export interface FileCounts {
  readonly file: string;
  /** Null when the file could not be read. */
  readonly format: EvalFormat | null;
  readonly entries: number;
  /** Right or wrong answers. */
  readonly accepted: number;
  /** Items that got no answer. */
  readonly failures: number;
  readonly rejected: readonly Rejected[];
  readonly blank: number;
}

export interface GradeReport {
  readonly table: string;
  readonly eval: string;
  readonly items: string;
  readonly files: readonly FileCounts[];
  readonly graded: GradeResult;
  readonly matrix: EvalMatrix;
}

/** What `grade` did, for the terminal. */
export function renderGrade(report: GradeReport, width: number): string {
  const { graded, matrix } = report;
  const touched = new Set(graded.tallies.map(({ architecture }) => architectureKey(architecture)));
  const rows = matrix.rows.filter(({ architecture }) => touched.has(architectureKey(architecture)));
  return [
    heading(report, width),
    [
      ...report.files.flatMap((file) => fileLines(file, width)),
      ...joinedLines(graded).map((line) => wrap(line, width)),
    ].join('\n'),
    matrixText({ ...matrix, rows }, width),
    readingsText(matrix, width),
  ]
    .filter((text) => text !== null)
    .join('\n\n');
}

function heading({ graded, table, eval: name, items }: GradeReport, width: number): string {
  const { added, replaced } = graded.edit;
  return [
    wrap(
      `✓ ${count(added.length, 'row')} added, ${replaced.size} updated, ${graded.unchanged} unchanged in ${table}, eval ${name}`,
      width,
    ),
    wrap(`outcomes of the items: ${items}`, width, '  '),
  ].join('\n');
}

/** Everything `grade` did, as data. */
export function gradeJson({
  table,
  eval: name,
  items,
  files,
  graded,
  matrix,
}: GradeReport): string {
  return JSON.stringify(
    rounded({
      schemaVersion: 1,
      table,
      eval: name,
      items,
      files: files.map((file) => ({
        ...file,
        rejected: file.rejected.length,
      })),
      rows: {
        added: graded.edit.added.length,
        updated: graded.edit.replaced.size,
        unchanged: graded.unchanged,
      },
      repeated: graded.joined.repeated,
      retried: graded.joined.retried,
      resolved: graded.joined.resolved,
      ...matrixJson(matrix),
    }),
    null,
    2,
  );
}

function fileLines(
  { file, format, entries, accepted, failures, rejected, blank }: FileCounts,
  width: number,
): string[] {
  const parts = [
    `${formatCount(accepted)} graded`,
    `${formatCount(failures)} without an answer (infrastructure)`,
    `${formatCount(rejected.length)} rejected`,
    `${formatCount(blank)} blank`,
  ];
  const many = `${formatCount(entries)} ${entries === 1 ? 'entry' : 'entries'}`;
  return [wrap(`${file} (${format}), ${many}:`, width), wrap(parts.join(', '), width, '  ')];
}

function joinedLines({ joined, runs }: GradeResult): string[] {
  return [
    ...(joined.outcomes.every(({ trial }) => trial === null)
      ? []
      : [
          `${formatCount(runs.count)} runs of ${count(runs.items, 'item')}: each item counts once, as the mean of its runs`,
        ]),
    ...(joined.repeated === 0
      ? []
      : [`${count(joined.repeated, 'item')} graded before, with the same outcome: counted once`]),
    ...(joined.retried === 0
      ? []
      : [
          `${count(joined.retried, 'item')} without an answer, answered in another run: the answer counts`,
        ]),
    ...(joined.resolved === 0
      ? []
      : [
          `${count(joined.resolved, 'item')} came out differently in another run: resolved as --keep says`,
        ]),
  ];
}

function count(n: number, word: string): string {
  return `${formatCount(n)} ${n === 1 ? word : `${word}s`}`;
}
