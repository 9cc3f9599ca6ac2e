import type { Diagnostic, Severity } from '../yaml/diagnostic.ts';
import type { FindingsReport } from './findingsReport.ts';
import { oneLine } from './text/oneLine.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

/**
 * Findings as workflow commands, which GitHub shows beside the lines they are about, then the
 * summary for the log.
 *
 * Escapes: GitHub, "Workflow commands for GitHub Actions", and `escapeData`, `escapeProperty` of
 * its toolkit.
 */
export function renderGithub({ findings, summary }: FindingsReport): string {
  return [...findings.map(command), summary].join('\n');
}

function command({ code, severity, message, file, range, help }: Diagnostic): string {
  const properties = [
    ...(file === null ? [] : [['file', file]]),
    ...(range === null
      ? []
      : [
          ['line', String(range.line)],
          ['endLine', String(range.endLine)],
          ['col', String(range.column)],
          // GitHub's last column is part of the range.
          ['endColumn', String(Math.max(range.column, range.endColumn - 1))],
        ]),
    ['title', `budget: ${code}`],
  ].map(([key = '', value = '']) => `${key}=${escapedProperty(value)}`);
  const text = help === null ? message : `${message}\n${help}`;
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapedData(text)}`;
}

function escapedData(text: string): string {
  const lines = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return oneLine(lines);
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
