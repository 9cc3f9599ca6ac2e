import { basename } from 'node:path';
import { renderPage } from '../render/page/page.ts';
import type { PageAgent, PageTable } from '../render/page/pageInput.ts';
import { tableRows } from '../render/tableText.ts';
import { Candidate } from '../solver/candidate.ts';
import { explain } from '../solver/explain/explanation.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import type { Problem } from '../solver/problem.ts';
import type { AgentResult, Architecture, Explanation } from '../solver/result.ts';
import { type WhatIf, whatIf } from '../solver/whatIf/whatIf.ts';
import { writeWhatIf } from '../solver/whatIf/written.ts';
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
    if (problem === undefined) return { result, whatIf: null, explained: [] };
    const found = whatIf(problem, most);
    return { result, whatIf: writeWhatIf(found), explained: takenApart(problem, result, found) };
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

/** Architectures taken apart per agent. */
const MOST_TAKEN_APART = 6;

/** What is offered first, then what runs today, what the trades would give, and what comes closest. */
function takenApart(problem: Problem, result: AgentResult, found: WhatIf): Explanation[] {
  const { today, feasible, pickTwo, nearMisses, proposal } = result;
  const trades = pickTwo.flatMap(({ architecture }) => architecture ?? []);
  const all = [...feasible.slice(0, 1), ...trades, ...nearMisses.slice(0, 1)];
  const choices = JSON.stringify(proposal.choices);
  const offered = all.find((each) => JSON.stringify(each.choices) === choices);
  const order = [...(offered ? [offered] : []), ...(today ? [today] : []), ...all];
  const distinct = [...new Map(order.map((each) => [each.id, each])).values()];
  const latencies = latencyEvaluator(problem);
  return distinct.slice(0, MOST_TAKEN_APART).flatMap((architecture: Architecture) => {
    const stored =
      found.architectures.find(({ id }) => id === architecture.id)?.choices ??
      (architecture.id === today?.id ? problem.today : null);
    if (!stored) return [];
    const candidate = new Candidate(problem, latencies, stored);
    return [{ architecture, ...explain(problem, latencies, candidate) }];
  });
}

function tableOf({ table, read }: LoadedSpec): PageTable | null {
  if (table === null || read === null) return null;
  return {
    name: table.name,
    measured: table.measured ?? null,
    rows: tableRows(table, resolvePrices(read.models, table)),
  };
}
