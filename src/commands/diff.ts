import { diffFormats } from '../render/diffFormats.ts';
import { type DiffReport, gotWorse } from '../render/diffReport.ts';
import { agentsOfSaved } from '../render/savedResult.ts';
import type { Change } from '../solver/change.ts';
import { type ComparedAgent, diffAgents } from '../solver/diffAgents.ts';
import { fileKind } from '../spec/fileKind.ts';
import { diffTables } from '../table/diffTables.ts';
import { type Table, tableSchema } from '../table/schema.ts';
import { readYaml } from '../yaml/source.ts';
import { validate } from '../yaml/validate.ts';
import { answers } from './answers.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { screenFor } from './screenFor.ts';
import { readOrFind } from './readOrFind.ts';
import { UsageError } from './usageError.ts';
import { version } from './version.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface DiffFlags extends GlobalFlags {
  readonly all?: boolean;
  readonly exitCode?: boolean;
}

/** One side of a comparison: answers of a spec or a saved result, a table, or both for a spec. */
interface Side {
  readonly agents: readonly ComparedAgent[] | null;
  readonly table: Table | null;
}

/** `budget diff <a> <b>`: what changed between two specs, tables or saved results. */
export function runDiff(before: string, after: string, flags: DiffFlags, io: Io): ExitCode {
  const [a, b] = [sideOf(before, flags, io), sideOf(after, flags, io)];
  if (a === null || b === null) return EXIT.failed;
  const [changes, causes] = compared(a, b, [before, after]);
  const shown = (list: readonly Change[]) =>
    flags.all === true ? list : list.filter(({ significant }) => significant);
  const all = [...changes, ...causes];
  const report: DiffReport = {
    tool: { name: 'budget', version: version() },
    before,
    after,
    changes: shown(changes),
    causes: shown(causes),
    hidden: flags.all === true ? 0 : all.filter(({ significant }) => !significant).length,
  };
  writeOutputs(io, flags, diffFormats(report, screenFor(io, flags)));
  return flags.exitCode === true && gotWorse(report) ? EXIT.no : EXIT.done;
}

function compared(
  a: Side,
  b: Side,
  names: readonly [string, string],
): [readonly Change[], readonly Change[]] {
  const tables = a.table && b.table ? diffTables(a.table, b.table) : [];
  if (a.agents && b.agents) return [diffAgents(a.agents, b.agents), tables];
  if (a.agents === null && b.agents === null) return [tables, []];
  const [table, other] = a.agents === null ? names : [names[1], names[0]];
  throw new UsageError(
    `${table} is a table and ${other} is not: they have nothing to compare`,
    'diff takes two tables, or two of specs and saved results',
  );
}

/** Null when the file cannot be read; then it was said why. */
function sideOf(path: string, flags: DiffFlags, io: Io): Side | null {
  const read = readOrFind(nodeFiles(io.cwd), path);
  if ('finding' in read) {
    reportFindings(io, flags, [read.finding], new Map());
    return null;
  }
  const saved = agentsOfSaved(read.text, path);
  if (saved !== null && 'finding' in saved) {
    reportFindings(io, flags, [saved.finding], new Map());
    return null;
  }
  if (saved !== null) return { agents: saved.agents, table: null };
  const source = readYaml(read.text, path);
  if (fileKind(source.value) !== 'table') {
    const answered = answers(path, { ...flags, quiet: true }, io);
    return answered && { agents: answered.results, table: answered.loaded.table };
  }
  const { data: table, diagnostics } = validate(tableSchema, source);
  reportFindings(io, { ...flags, quiet: true }, diagnostics, new Map([[path, source.text]]));
  return table && { agents: null, table };
}
