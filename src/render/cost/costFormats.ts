import type { AgentCost } from '../../solver/costing/agentCost.ts';
import type { SystemCost } from '../../solver/costing/systemCost.ts';
import { type Drawn, withPictures } from '../charts/pictureFiles.ts';
import type { Formats } from '../formats.ts';
import type { Screen } from '../report.ts';
import { rounded } from '../rounded.ts';
import { renderCostCsv } from './costCsv.ts';
import { renderCostJson } from './costJson.ts';
import { renderCostMarkdown } from './costMarkdown.ts';
import { renderCostTerminal } from './costTerminal.ts';
import type { CostReport } from './report.ts';

/** Costs, fresh or saved, in every format. */
export function costFormats(found: CostReport, screen: Screen, drawn: Drawn | null): Formats {
  // The digits that are saved: what is printed now is what is printed from a saved result.
  const report = {
    ...found,
    agents: found.agents.map((agent) => rounded(agent) as AgentCost),
    system: rounded(found.system) as SystemCost,
  };
  const names = report.agents.map(({ agent }) => agent);
  return {
    table: () => renderCostTerminal(report, screen),
    json: () => renderCostJson(report),
    markdown: (path) =>
      withPictures(path, drawn, names, (pictures) => renderCostMarkdown(report, pictures)),
    csv: () => renderCostCsv(report),
  };
}
