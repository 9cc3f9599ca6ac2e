import type { FindingsReport } from '../render/findingsReport.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { formatDiagnostics, type FormatDiagnosticsOptions } from '../yaml/formatDiagnostics.ts';
import { chalkFor } from './color.ts';
import { foldFor } from './foldFor.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';

/** More notes than this are told in a line each: what matters must not be lost among them. */
const MOST_NOTES = 3;

/** Findings as a result, for the terminal: with code frames where the files are at hand. */
export function findingsText(
  report: FindingsReport,
  sources: ReadonlyMap<string, string>,
  flags: GlobalFlags,
  io: Io,
): string {
  const isFile = (flags.output ?? []).length > 0;
  const options = {
    sources,
    colours: chalkFor(io, io.stdout, isFile ? false : flags.color),
    counted: false,
    ...(isFile ? {} : { fold: foldFor(io, io.stdout) }),
  };
  const more =
    report.findings.length === 0
      ? ''
      : '\n`budget explain CODE` says more about a code in brackets.';
  const found = paragraphs(report.findings, flags.verbose === true, options);
  return [...found, `${report.summary}${more}`].join('\n\n');
}

/** Everything with its lines; where there are many notes, they come last and in brief. */
function paragraphs(
  findings: readonly Diagnostic[],
  isVerbose: boolean,
  options: FormatDiagnosticsOptions,
): string[] {
  const notes = findings.filter(({ severity }) => severity === 'note');
  const isLong = notes.length > MOST_NOTES && !isVerbose;
  const framed = isLong ? findings.filter(({ severity }) => severity !== 'note') : findings;
  const brief = isLong
    ? [
        `${notes.length} notes; -v shows each with its lines and what to do:`,
        formatDiagnostics(notes, { ...options, brief: true }),
      ].join('\n')
    : '';
  return [formatDiagnostics(framed, options), brief].filter((text) => text !== '');
}
