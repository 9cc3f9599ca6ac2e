import type { Change } from '../solver/change.ts';
import { type DiffReport, diffSummary } from './diffReport.ts';
import { folded } from './markdown/folded.ts';
import { blocks, code, type Markdown, marked } from './markdown/markdown.ts';
import { markdownTable } from './markdown/markdownTable.ts';

/** Changes for a pull request: the verdict, what changed, and the table's part folded. */
export function renderDiffMarkdown(report: DiffReport): string {
  const { before, after, changes, causes } = report;
  const count = `${causes.length} ${causes.length === 1 ? 'change' : 'changes'} in the table`;
  return blocks([
    marked`**${code(before)} → ${code(after)}: ${diffSummary(report)}**`,
    ...(changes.length === 0 ? [] : [rows(changes)]),
    ...(causes.length === 0 ? [] : [folded(count, rows(causes))]),
  ]).text;
}

function rows(changes: readonly Change[]): Markdown {
  return markdownTable(
    ['', 'of', 'what', 'before', 'after', 'by'],
    changes.map(({ direction, subject, what, before, after, by, significant }) => [
      direction === 'other' ? '' : direction === 'worse' ? marked`**worse**` : 'better',
      subject,
      what,
      before,
      after,
      significant ? by : `${by} (noise)`.trim(),
    ]),
  );
}
