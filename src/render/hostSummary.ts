import type { AgentResult } from '../solver/result.ts';
import type { HostCost } from '../solver/costing/hostRows.ts';
import { markdownTable } from './markdownTable.ts';
import { type Column, textTable } from './textTable.ts';
import { durationOrNone, moneyOrUnknown } from './words.ts';
import { wrap } from './wrap.ts';

const WIDTH = 80;

/** Cost per model and host in short: one step's models, those that fit first, the cheapest first. */
export interface HostSummary {
  readonly step: string;
  readonly rows: readonly HostCost[];
  /** Rows that are not shown. */
  readonly more: number;
}

/** Of the step that leaves most open; null where no step leaves a model open. */
export function hostSummary({ hosts }: AgentResult, top: number): HostSummary | null {
  const counts = new Map<string, number>();
  for (const { step } of hosts) counts.set(step, (counts.get(step) ?? 0) + 1);
  const [step, count] = [...counts].reduce<[string, number]>(
    (most, each) => (each[1] > most[1] ? each : most),
    ['', 1],
  );
  if (count < 2) return null;
  const rows = hosts
    .filter((row) => row.step === step)
    .toSorted(
      (a, b) =>
        Number(b.feasible) - Number(a.feasible) ||
        (a.perRequest ?? Infinity) - (b.perRequest ?? Infinity),
    );
  return { step, rows: rows.slice(0, top), more: Math.max(0, rows.length - top) };
}

const COLUMNS: readonly Column[] = [
  { head: '' },
  { head: 'model and host' },
  { head: 'p95', align: 'right' },
  { head: 'a request', align: 'right' },
  { head: 'a month', align: 'right' },
  { head: 'month 12', align: 'right' },
];

function cells(row: HostCost): string[] {
  const { launch, month12 } = row.perMonth;
  return [
    row.feasible ? '✓' : '✗',
    row.variant,
    durationOrNone(row.latency.p95),
    moneyOrUnknown(row.perRequest),
    launch === null ? '–' : moneyOrUnknown(launch),
    month12 === null ? '–' : moneyOrUnknown(month12),
  ];
}

function titleOf({ step, rows }: HostSummary): string {
  const gpus = rows.some(({ replicas }) => replicas !== null) ? 'GPU times are predicted; ' : '';
  return `Cost of the models for ${step} (${gpus}budget cost says more):`;
}

export function hostSummaryText(result: AgentResult, top: number): string {
  const summary = hostSummary(result, top);
  if (summary === null) return '';
  const more = summary.more > 0 ? [`… and ${summary.more} more: budget cost`] : [];
  return [wrap(titleOf(summary), WIDTH), textTable(COLUMNS, summary.rows.map(cells)), ...more].join(
    '\n',
  );
}

export function hostSummaryMarkdown(result: AgentResult, top: number): string[] {
  const summary = hostSummary(result, top);
  if (summary === null) return [];
  return [
    titleOf(summary),
    markdownTable(
      COLUMNS.map(({ head }) => head),
      summary.rows.map(cells),
    ),
  ];
}
