import { asComment } from './comment.ts';
import { renderDiffMarkdown } from './diffMarkdown.ts';
import { type DiffReport, diffFindings, diffSummary } from './diffReport.ts';
import { renderDiffTerminal } from './diffTerminal.ts';
import { findingsFormats } from './findingsFormats.ts';
import type { Formats } from './formats.ts';
import { SCHEMA_VERSION } from './json.ts';
import type { Screen } from './report.ts';

/** What changed, fresh or saved, in every format. */
export function diffFormats(report: DiffReport, screen: Screen): Formats {
  const { tool, before, after, changes, causes, hidden } = report;
  const document = {
    schemaVersion: SCHEMA_VERSION,
    kind: 'diff',
    tool,
    before,
    after,
    changes,
    causes,
    hidden,
  };
  return {
    table: () => renderDiffTerminal(report, screen),
    ...findingsFormats(() => ({
      tool,
      verb: 'diff',
      files: [after],
      findings: diffFindings(report),
      ignored: [],
      codes: ['got-worse'],
      failing: ['error'],
      wrong: [],
      summary: diffSummary(report),
    })),
    json: () => JSON.stringify(document, null, 2),
    markdown: () => asComment(`diff ${before} ${after}`, renderDiffMarkdown(report)),
  };
}
