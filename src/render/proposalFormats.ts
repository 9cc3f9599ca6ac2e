import type { Formats } from './formats.ts';
import { renderProposalJson } from './proposalJson.ts';
import { renderProposalMarkdown } from './proposalMarkdown.ts';
import type { ProposalReport } from './proposalReport.ts';
import { renderProposalTerminal } from './proposalTerminal.ts';
import type { Screen } from './report.ts';

/** Counterproposals, fresh or saved, in every format. */
export function proposalFormats(report: ProposalReport, screen: Screen): Formats {
  return {
    table: () => renderProposalTerminal(report, screen),
    markdown: () => renderProposalMarkdown(report),
    json: () => renderProposalJson(report),
  };
}
