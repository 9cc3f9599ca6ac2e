import { findingsFormats } from '../render/findingsFormats.ts';
import { countWords, type FindingsReport, isWrong } from '../render/findingsReport.ts';
import { checkSpec, checkTable, type Found, type FoundInAll, foundInAll } from '../spec/check.ts';
import { fileKind } from '../spec/fileKind.ts';
import { type KnownFiles, knownFiles } from '../spec/knownFiles.ts';
import { ALL_RULES } from '../spec/rules/allRules.ts';
import { isViolation } from '../spec/rules/isViolation.ts';
import type { Diagnostic, Severity } from '../yaml/diagnostic.ts';
import { readYaml } from '../yaml/source.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { findingsText } from './findingsText.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { priceList } from './priceList.ts';
import { readOrFind } from './readOrFind.ts';
import { today } from './today.ts';
import { UsageError } from './usageError.ts';
import { listed } from '../units/listed.ts';
import { version } from './version.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface CheckFlags extends GlobalFlags {
  readonly failOn?: string;
  readonly maxWarnings?: number;
  readonly now?: string;
}

/**
 * `budget check <files…>`: are specs and tables right, are accepted numbers still true. Findings are
 * the result, so they go to standard output. Exit code 1 for findings at or above `--fail-on`, 2
 * when a file is wrong, so that nobody can say whether it keeps the rules.
 */
export function runCheck(paths: readonly string[], flags: CheckFlags, io: Io): ExitCode {
  const named = severitiesFrom(flags.failOn ?? 'error');
  const now = today(io, flags.now);
  const known = knownFiles();
  const found = foundInAll(paths.map((path) => checkFile(path, flags, io, { now, known })));
  const report = reportOf(paths, found, named, flags);
  writeOutputs(io, flags, {
    table: () => findingsText(report, found.sources, flags, io),
    ...findingsFormats(() => ofFilesAlone(report)),
  });
  if (report.wrong.length > 0) return EXIT.failed;
  return fails(report) ? EXIT.no : EXIT.done;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** The severities that fail: those named, and what is graver. */
function severitiesFrom(word: string): readonly Severity[] {
  if (word === 'never') return [];
  const index = SEVERITIES.findIndex((each) => each === word);
  if (index < 0)
    throw new UsageError(
      `--fail-on: there is no severity "${word}"`,
      'error, warning, note or never',
    );
  return SEVERITIES.slice(0, index + 1);
}

/** Warnings fail as well where there are more than are allowed. */
function failingIn(
  diagnostics: readonly Diagnostic[],
  named: readonly Severity[],
  { maxWarnings = Number.POSITIVE_INFINITY }: CheckFlags,
): readonly Severity[] {
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  return named.includes('warning') || warnings <= maxWarnings ? named : [...named, 'warning'];
}

function checkFile(
  path: string,
  flags: CheckFlags,
  io: Io,
  { now, known }: { readonly now: string; readonly known: KnownFiles },
): Found {
  const files = nodeFiles(io.cwd);
  const seen = known.sources.get(path);
  const read = seen ? { text: seen.text } : readOrFind(files, path);
  if ('finding' in read) return { diagnostics: [read.finding], sources: new Map() };
  const source = seen ?? readYaml(read.text, path);
  if (fileKind(source.value) === 'table') {
    known.sources.set(path, source);
    return checkTable(source, { now, known });
  }
  return checkSpec(path, {
    files,
    source,
    models: priceList('models'),
    gpus: priceList('gpus'),
    sets: flags.set ?? [],
    now,
    known,
  });
}

/** What is quiet shows errors and what else fails, and counts the rest. */
function reportOf(
  paths: readonly string[],
  { diagnostics, ignored }: FoundInAll,
  named: readonly Severity[],
  flags: CheckFlags,
): FindingsReport {
  const failing = failingIn(diagnostics, named, flags);
  const isShown = ({ severity }: Diagnostic) =>
    flags.quiet !== true || severity === 'error' || failing.includes(severity);
  const report: FindingsReport = {
    tool: { name: 'budget', version: version() },
    verb: 'check',
    files: paths,
    findings: diagnostics.filter(isShown),
    ignored,
    codes: ALL_RULES.map(({ code }) => code),
    failing,
    wrong: [...new Set(diagnostics.filter((each) => !isViolation(each)).map(({ code }) => code))],
    summary: '',
  };
  const tooMany = failing.length > named.length ? `; --max-warnings ${flags.maxWarnings}` : '';
  return { ...report, summary: `${summary(report, countWords(diagnostics))}${tooMany}` };
}

/** Machines open what is named as a file: what was set on the command line is none. */
function ofFilesAlone(report: FindingsReport): FindingsReport {
  const findings = report.findings.map((each) =>
    each.file?.startsWith('--set ') === true
      ? { ...each, message: `${each.file}: ${each.message}`, file: null, range: null }
      : each,
  );
  return { ...report, findings };
}

/** Whatever fails is shown. */
function fails({ findings, failing }: FindingsReport): boolean {
  return findings.some(({ severity }) => failing.includes(severity));
}

function summary(report: FindingsReport, counts: string): string {
  const { files, findings, ignored } = report;
  const checked = `${files.length} ${files.length === 1 ? 'file' : 'files'} checked`;
  const hidden = ignored.length === 0 ? '' : `, ${ignored.length} ignored with a reason`;
  const wrong = [
    ...new Set(findings.filter((each) => isWrong(report, each)).flatMap(({ file }) => file ?? [])),
  ];
  const verdict =
    wrong.length === 0 ? '' : `; ${listed(wrong)} ${wrong.length === 1 ? 'is' : 'are'} not valid`;
  const mark = fails(report) || wrong.length > 0 ? '✗' : '✓';
  return `${mark} ${checked}, ${counts === '' ? 'nothing found' : counts}${hidden}${verdict}`;
}
