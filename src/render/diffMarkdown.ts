import type { Change } from '../solver/change.ts';
import { type DiffReport, diffSummary } from './diffReport.ts';
import { folded } from './folded.ts';
import { markdownTable } from './markdownTable.ts';

/** Changes for a pull request: the verdict, what changed, and the table's part folded. */
export function renderDiffMarkdown(report: DiffReport): string {
  return [
    `**\`${report.before}\` → \`${report.after}\`: ${diffSummary(report)}**`,
    ...(report.changes.length === 0 ? [] : [rows(report.changes)]),
    ...(report.causes.length === 0
      ? []
      : [
          folded(
            `${report.causes.length} ${report.causes.length === 1 ? 'change' : 'changes'} in the table`,
            rows(report.causes),
          ),
        ]),
  ].join('\n\n');
}

function rows(changes: readonly Change[]): string {
  return markdownTable(
    ['', 'of', 'what', 'before', 'after', 'by'],
    changes.map(({ direction, subject, what, before, after, by, significant }) => [
      direction === 'other' ? '' : direction === 'worse' ? '**worse**' : 'better',
      subject,
      what,
      before,
      after,
      significant ? by : `${by} (noise)`.trim(),
    ]),
  );
}
