import { basename } from 'node:path';
import { renderPage } from '../render/page/page.ts';
import { savedCosts } from '../render/page/costs/pageCosts.ts';
import { pageAgent } from '../render/page/pageAgent.ts';
import type { PageAgent, PageTable } from '../render/page/pageInput.ts';
import { tableRows } from '../render/tableText.ts';
import { resolvePrices } from '../spec/resolvePrices.ts';
import type { LoadedSpec } from '../spec/load.ts';
import type { Answers } from './answers.ts';
import { pageAssets } from './pageAssets.ts';
import { shippedWaits } from './shippedWaits.ts';
import { solveReport } from './solveReport.ts';

/** The page of a spec that was solved, sliders included. */
export function specPage(
  answered: Answers,
  { spec, strict }: { readonly spec: string; readonly strict: boolean },
): string {
  const { loaded, results } = answered;
  const most = Math.floor(MOST_IN_A_PAGE / Math.max(1, results.length));
  const agents = results.map((result): PageAgent => {
    const problem = loaded.problems.find(({ agent }) => agent === result.agent);
    return problem === undefined
      ? { result, whatIf: null, explained: [], costs: savedCosts(result, 'what is offered') }
      : pageAgent(problem, result, { most, strict });
  });
  return renderPage(
    {
      title: loaded.table?.name ?? basename(spec),
      // A page is passed on: where the spec lay on one machine is nobody's business.
      spec: /^([/\\]|[a-zA-Z]:)/.test(spec) ? basename(spec) : spec,
      report: solveReport(answered),
      agents,
      table: tableOf(loaded),
      waits: shippedWaits(),
      strict,
    },
    pageAssets(),
  );
}

/** Architectures that all agents of a page together keep for sliders, so that it stays below 1 MB. */
const MOST_IN_A_PAGE = 5_000;

function tableOf({ table, read }: LoadedSpec): PageTable | null {
  if (table === null || read === null) return null;
  return {
    name: table.name,
    measured: table.measured ?? null,
    rows: tableRows(table, resolvePrices(read.models, table)),
  };
}
