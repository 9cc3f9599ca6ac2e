import { type Drawn, withPictures } from '../charts/pictureFiles.ts';
import type { Formats } from '../formats.ts';
import type { Screen } from '../report.ts';
import { renderCostCsv } from './costCsv.ts';
import { renderCostJson } from './costJson.ts';
import { renderCostMarkdown } from './costMarkdown.ts';
import { renderCostTerminal } from './costTerminal.ts';
import type { CostReport } from './report.ts';

/** Costs, fresh or saved, in every format. */
export function costFormats(report: CostReport, screen: Screen, drawn: Drawn | null): Formats {
  const names = report.agents.map(({ agent }) => agent);
  return {
    table: () => renderCostTerminal(report, screen),
    json: () => renderCostJson(report),
    markdown: (path) =>
      withPictures(path, drawn, names, (pictures) => renderCostMarkdown(report, pictures)),
    csv: () => renderCostCsv(report),
  };
}
