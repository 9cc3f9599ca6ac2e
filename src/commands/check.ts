import { writeDiagnostic } from '../render/json.ts';
import { markdownTable } from '../render/markdownTable.ts';
import { fileKind } from '../spec/fileKind.ts';
import { loadSpec } from '../spec/load.ts';
import { notesOnSpread } from '../table/noSpread.ts';
import { tableSchema } from '../table/schema.ts';
import { compareDiagnostics } from '../yaml/compareDiagnostics.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { formatDiagnostics } from '../yaml/formatDiagnostics.ts';
import { readYaml } from '../yaml/source.ts';
import { validate } from '../yaml/validate.ts';
import { chalkFor } from './color.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { packageFile } from './packageFile.ts';
import { readOrFind } from './readOrFind.ts';
import { writeOutputs } from './writeOutputs.ts';

/** What was found in some files, with their texts. */
interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
}

/** Codes that say a file could not be read at all, rather than that something in it is wrong. */
const UNREADABLE: readonly string[] = ['file-not-found', 'unreadable-file'];

/**
 * `budget check <files…>`: are specs and tables right, and do their names exist. Findings are the
 * result, so they go to standard output. Exit code 1 for errors, 2 when a file cannot be read.
 */
export function runCheck(paths: readonly string[], flags: GlobalFlags, io: Io): ExitCode {
  const checked = paths.map((path) => checkFile(path, flags, io));
  const diagnostics = withoutRepetitions(checked.flatMap((each) => each.diagnostics));
  const sources = new Map(checked.flatMap((each) => [...each.sources]));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const color = (flags.output ?? []).length > 0 ? false : flags.color;
  writeOutputs(io, flags, {
    table: () =>
      `${formatDiagnostics(diagnostics, { sources, chalk: chalkFor(io, io.stdout, color) })}${diagnostics.length > 0 ? '\n\n' : ''}${summary(paths, errors.length)}`,
    json: () =>
      JSON.stringify(
        { schemaVersion: 1, files: paths, findings: diagnostics.map(writeDiagnostic) },
        null,
        2,
      ),
    markdown: () => markdown(paths, diagnostics, errors.length),
  });
  if (diagnostics.some(({ code }) => UNREADABLE.includes(code))) return EXIT.failed;
  return errors.length > 0 ? EXIT.no : EXIT.done;
}

function checkFile(path: string, flags: GlobalFlags, io: Io): Checked {
  const files = nodeFiles(io.cwd);
  const read = readOrFind(files, path);
  if ('finding' in read) return { diagnostics: [read.finding], sources: new Map() };
  const source = readYaml(read.text, path);
  if (fileKind(source.value) !== 'table') {
    const { diagnostics, sources, table, tableSource } = loadSpec(path, {
      files: { ...files, read: (name) => (name === path ? read.text : files.read(name)) },
      models: packageFile('tables/models.yaml'),
      sets: flags.set ?? [],
    });
    const notes = table && tableSource ? notesOnSpread(table, tableSource) : [];
    return { diagnostics: [...diagnostics, ...notes], sources };
  }
  const { data: table, diagnostics } = validate(tableSchema, source);
  return {
    diagnostics: [...diagnostics, ...(table ? notesOnSpread(table, source) : [])],
    sources: new Map([[path, source.text]]),
  };
}

function summary(paths: readonly string[], errors: number): string {
  const files = `${paths.length} ${paths.length === 1 ? 'file' : 'files'} checked`;
  return errors === 0
    ? `✓ ${files}, no errors`
    : `✗ ${files}, ${errors} ${errors === 1 ? 'error' : 'errors'}`;
}

function withoutRepetitions(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const ordered = [...diagnostics].sort(compareDiagnostics);
  return ordered.filter(
    (each, index) => index === 0 || compareDiagnostics(ordered[index - 1] ?? each, each) !== 0,
  );
}

function markdown(
  paths: readonly string[],
  diagnostics: readonly Diagnostic[],
  errors: number,
): string {
  const rows = diagnostics.map(({ file, range, severity, message, code }) => [
    range === null ? (file ?? '') : `${file}:${range.line}:${range.column}`,
    severity,
    message,
    `\`${code}\``,
  ]);
  return [
    summary(paths, errors),
    ...(rows.length > 0 ? [markdownTable(['where', 'severity', 'what', 'code'], rows)] : []),
  ].join('\n\n');
}
