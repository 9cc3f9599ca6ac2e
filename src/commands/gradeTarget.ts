import type { Keep } from '../evals/joined.ts';
import { type Table, tableSchema } from '../table/schema.ts';
import { readYaml } from '../yaml/source.ts';
import { validate } from '../yaml/validate.ts';
import { reportFindings } from './findingsReport.ts';
import type { GradeFlags } from './grade.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { readOrFind } from './readOrFind.ts';
import { UsageError } from './usageError.ts';

/** The table that results go into, as it is before. */
export interface GradeTarget {
  readonly path: string;
  readonly text: string;
  readonly table: Table;
}

/** @returns null where the table cannot be read, which is reported */
export function gradeTarget(flags: GradeFlags, io: Io): GradeTarget | null {
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

/** The eval that was run: the one that is named, or the only one of the table. */
export function nameOfEval(table: Table, wanted: string | undefined): string {
  const names = Object.keys(table.evals ?? {});
  if (wanted !== undefined) return wanted;
  if (names.length > 1)
    throw new UsageError(
      `the table has several evals (${names.join(', ')}); say which one was run: --eval ${names[0]}`,
    );
  return names[0] ?? 'standard';
}

/** What `--keep` says of items that were graded twice. */
export function keepOf(keep: string | undefined): Keep {
  if (keep === undefined) return 'none';
  if (keep === 'first' || keep === 'last') return keep;
  throw new UsageError(`--keep ${keep}: it takes first or last`);
}
