import type { AgentResult, Architecture } from '../solver/result.ts';
import type { SolveReport } from './report.ts';
import { csvTable } from './csvTable.ts';
import { rounded } from './rounded.ts';

const HEAD = [
  'agent',
  'list',
  'id',
  'architecture',
  'e2e_p50_ms',
  'e2e_p95_ms',
  'e2e_p99_ms',
  'ttft_p95_ms',
  'accuracy',
  'accuracy_low',
  'accuracy_high',
  'accuracy_basis',
  'usd_per_request',
  'usd_per_month',
  'usd_per_month_in_12',
  'tools_kept',
  'tools_of',
  'coverage',
  'meets',
];

/** An answer for a spreadsheet: a row for every place in which a result names an architecture. */
export function renderSolveCsv(report: SolveReport): string {
  return csvTable(HEAD, report.agents.flatMap(agentRows));
}

function agentRows(result: AgentResult): string[][] {
  const { agent, today, feasible, pickTwo, nearMisses, frontier } = result;
  const row = (list: string) => (architecture: Architecture) => rowOf(agent, list, architecture);
  return [
    ...(today === null ? [] : [row('today')(today)]),
    ...feasible.map(row('fits')),
    ...pickTwo.flatMap(({ gives, architecture }) =>
      architecture === null ? [] : [row(`${gives} gives way`)(architecture)],
    ),
    ...nearMisses.map(row('close')),
    ...frontier.map(row('frontier')),
  ];
}

function rowOf(agent: string, list: string, architecture: Architecture): string[] {
  const { id, name, latency, accuracy, cost, tools, meets } = architecture;
  return [
    agent,
    list,
    id,
    name,
    figure(latency.e2e.p50),
    figure(latency.e2e.p95),
    figure(latency.e2e.p99),
    figure(latency.ttft?.p95 ?? null),
    figure(accuracy.value),
    figure(accuracy.low),
    figure(accuracy.high),
    accuracy.basis,
    figure(cost.perRequest),
    figure(cost.perMonth.launch),
    figure(cost.perMonth.month12),
    String(tools.kept.length),
    String(tools.of),
    figure(tools.coverage),
    Object.entries(meets)
      .map(([corner, verdict]) => `${corner}: ${verdict}`)
      .join('; '),
  ];
}

/** As in JSON: six significant digits; empty where unknown. */
function figure(value: number | null): string {
  const short = value === null ? null : rounded(value);
  return short === null ? '' : String(short);
}
