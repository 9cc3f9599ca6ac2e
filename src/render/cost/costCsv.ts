import type { HostCost } from '../../solver/costing/hostRows.ts';
import { csvTable } from '../csvTable.ts';
import { rounded } from '../rounded.ts';
import type { CostReport } from './report.ts';

/** Columns of the CSV: the matrix of models and hosts, one line per agent, step and way to run it. */
const COLUMNS: readonly (readonly [string, (row: HostCost) => string | number | boolean | null])[] =
  [
    ['step', ({ step }) => step],
    ['variant', ({ variant }) => variant],
    ['model', ({ model }) => model],
    ['host', ({ host }) => host],
    ['tier', ({ tier }) => tier],
    ['good_for', ({ goodFor }) => goodFor],
    ['feasible', ({ feasible }) => feasible],
    ['misses', ({ misses }) => misses.join(' ')],
    ['p50_ms', ({ latency }) => latency.p50],
    ['p95_ms', ({ latency }) => latency.p95],
    ['accuracy', ({ accuracy }) => accuracy],
    ['usd_per_request', ({ perRequest }) => perRequest],
    ['usd_per_conversation', ({ perConversation }) => perConversation],
    ['usd_per_month', ({ perMonth }) => perMonth.launch],
    ['usd_per_month_12', ({ perMonth }) => perMonth.month12],
    ['replicas', ({ replicas }) => replicas],
    ['replicas_month_12', ({ replicasInTwelveMonths }) => replicasInTwelveMonths],
    ['utilization', ({ utilization }) => utilization],
    ['usd_engineering_per_month', ({ engineering }) => engineering],
    ['availability', ({ availability }) => availability],
    [
      'cheaper_from_requests',
      ({ breakEven }) => breakEven.map(({ from }) => rounded(from)).join(' '),
    ],
    [
      'cheaper_to_requests',
      ({ breakEven }) => breakEven.map(({ to }) => rounded(to) ?? 'on').join(' '),
    ],
    ['note', ({ note }) => note],
  ];

/** The matrix for a spreadsheet, in the figures of JSON; what is unknown is empty. */
export function renderCostCsv({ agents }: CostReport): string {
  return csvTable(
    ['agent', ...COLUMNS.map(([name]) => name)],
    agents.flatMap(({ agent, hosts }) =>
      hosts.map((row) => [agent, ...COLUMNS.map(([, value]) => String(rounded(value(row)) ?? ''))]),
    ),
  );
}
