import type { Diagnostic, Severity } from '../yaml/diagnostic.ts';
import { type FindingsReport, placeWords } from './findingsReport.ts';
import { folded } from './folded.ts';
import { markdownTable } from './markdownTable.ts';

/** Findings for a pull request: the verdict, what fails, and the rest folded. */
export function renderFindingsMarkdown(report: FindingsReport): string {
  const failing = report.findings.filter(({ severity }) => report.failing.includes(severity));
  const others = report.findings.filter(({ severity }) => !report.failing.includes(severity));
  return [
    `**${report.summary}**`,
    ...(failing.length === 0 ? [] : [rows(failing)]),
    ...(others.length === 0 ? [] : [folded(title(others), rows(others))]),
    ...(report.ignored.length === 0
      ? []
      : [
          folded(
            `${report.ignored.length} ignored, with a reason`,
            markdownTable(
              ['where', 'code', 'reason'],
              report.ignored.map(({ diagnostic, reason }) => [
                placeWords(diagnostic),
                `\`${diagnostic.code}\``,
                escaped(reason),
              ]),
            ),
          ),
        ]),
  ].join('\n\n');
}

const WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'note',
};

function title(findings: readonly Diagnostic[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = findings.filter((each) => each.severity === severity).length;
    return count === 0 ? [] : [`${count} ${WORDS[severity]}${count === 1 ? '' : 's'}`];
  });
  return counts.join(', ');
}

function rows(findings: readonly Diagnostic[]): string {
  return markdownTable(
    ['where', 'severity', 'what', 'code'],
    findings.map((finding) => [
      placeWords(finding),
      finding.severity,
      escaped(finding.help === null ? finding.message : `${finding.message} (${finding.help})`),
      `\`${finding.code}\``,
    ]),
  );
}

/** What a file says is text, not markup. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_<[\]]/gu, '\\$&');
}
