import type { FindingsReport } from '../render/findingsReport.ts';
import { formatDiagnostics } from '../yaml/formatDiagnostics.ts';
import { chalkFor } from './color.ts';
import { foldFor } from './foldFor.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';

/** Findings as a result, for the terminal: with code frames where the files are at hand. */
export function findingsText(
  report: FindingsReport,
  sources: ReadonlyMap<string, string>,
  flags: GlobalFlags,
  io: Io,
): string {
  const isFile = (flags.output ?? []).length > 0;
  const chalk = chalkFor(io, io.stdout, isFile ? false : flags.color);
  // Errors first: where many things are found, they must be among what is shown.
  const text = formatDiagnostics(report.findings, {
    sources,
    chalk,
    counted: false,
    ...(isFile ? {} : { fold: foldFor(io, io.stdout) }),
  });
  const more =
    report.findings.length === 0
      ? ''
      : '\n`budget explain CODE` says more about a code in brackets.';
  return `${text}${text === '' ? '' : '\n\n'}${report.summary}${more}`;
}
