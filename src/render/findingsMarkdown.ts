import type { Diagnostic, Severity } from '../yaml/diagnostic.ts';
import { type FindingsReport, isWrong, placeWords } from './findingsReport.ts';
import { folded } from './markdown/folded.ts';
import { blocks, code, type Markdown, marked } from './markdown/markdown.ts';
import { markdownTable } from './markdown/markdownTable.ts';

/** Findings for a pull request: the verdict, what fails, and the rest folded. */
export function renderFindingsMarkdown(report: FindingsReport): string {
  const { findings, ignored } = report;
  const isFailing = (finding: Diagnostic) =>
    isWrong(report, finding) || report.failing.includes(finding.severity);
  const fails = findings.filter(isFailing);
  const others = findings.filter((finding) => !isFailing(finding));
  return blocks([
    marked`**${report.summary}**`,
    ...(fails.length === 0 ? [] : [rows(fails)]),
    ...(others.length === 0 ? [] : [folded(title(others), rows(others))]),
    ...(ignored.length === 0
      ? []
      : [folded(`${ignored.length} ignored, with a reason`, ignoredRows(ignored))]),
  ]).text;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

function title(findings: readonly Diagnostic[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((each) => each.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return counts.join(', ');
}

function rows(findings: readonly Diagnostic[]): Markdown {
  return markdownTable(
    ['where', 'severity', 'what', 'code'],
    findings.map((finding) => [
      placeWords(finding),
      finding.severity,
      finding.help === null ? finding.message : `${finding.message} (${finding.help})`,
      code(finding.code),
    ]),
  );
}

function ignoredRows(ignored: FindingsReport['ignored']): Markdown {
  return markdownTable(
    ['where', 'code', 'reason'],
    ignored.map(({ diagnostic, reason }) => [
      placeWords(diagnostic),
      code(diagnostic.code),
      reason,
    ]),
  );
}
