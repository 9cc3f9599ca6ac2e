import { asComment } from './comment.ts';
import { renderFindingsJson } from './findingsJson.ts';
import { renderFindingsJunit } from './findingsJunit.ts';
import { renderFindingsMarkdown } from './findingsMarkdown.ts';
import type { FindingsReport } from './findingsReport.ts';
import { renderGithub } from './github.ts';
import { renderSarif } from './sarif.ts';

/** The forms that findings take for machines and for pull requests. */
export function findingsFormats(
  report: () => FindingsReport,
): Record<'json' | 'markdown' | 'github' | 'sarif' | 'junit', () => string> {
  return {
    json: () => renderFindingsJson(report()),
    markdown: () =>
      asComment(`${report().verb} ${report().files.join(' ')}`, renderFindingsMarkdown(report())),
    github: () => renderGithub(report()),
    sarif: () => renderSarif(report()),
    junit: () => renderFindingsJunit(report()),
  };
}
