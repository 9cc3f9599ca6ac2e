import type { Diagnostic, Severity } from '../yaml/diagnostic.ts';
import type { Ignored } from '../yaml/ignores.ts';

/** Findings about some files, before they are given a form. */
export interface FindingsReport {
  readonly tool: { readonly name: string; readonly version: string };
  /** The verb that found them. */
  readonly verb: string;
  /** As the user gave them. */
  readonly files: readonly string[];
  /** In order. */
  readonly findings: readonly Diagnostic[];
  /** Hidden by comments in the files. */
  readonly ignored: readonly Ignored[];
  /** Codes that were looked for, whether or not they were found. */
  readonly codes: readonly string[];
  /** Severities that make the verb exit with 1. */
  readonly failing: readonly Severity[];
  /** Codes of errors which say that a file is wrong, so that nothing could be found out, whatever `failing` says. */
  readonly wrong: readonly string[];
  /** One line: what was looked at, and the verdict. */
  readonly summary: string;
}

/** `3 errors, 1 warning, 2 notes`; severities that were not found are left out. */
export function countWords(findings: readonly Diagnostic[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = findings.filter((each) => each.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return counts.join(', ');
}

/** `spec.yaml:3:5`; the first file for a finding that has none. */
export function placeWords({ file, range }: Diagnostic): string {
  if (file === null) return '';
  return range === null ? file : `${file}:${range.line}:${range.column}`;
}

/** Says that a file is wrong, so that nothing could be found out about it. */
export function isWrong({ wrong }: FindingsReport, { code, severity }: Diagnostic): boolean {
  return severity === 'error' && wrong.includes(code);
}
