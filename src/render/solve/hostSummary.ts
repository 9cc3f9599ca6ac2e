import type { AgentResult } from '../../solver/result.ts';
import type { HostCost } from '../../solver/costing/hostRows.ts';
import { hostMark } from '../hostMark.ts';
import { HOST_COLUMNS, hostAmounts, hostCells } from '../hostColumns.ts';
import type { RenderOptions } from '../report.ts';
import { bar } from '../text/bar.ts';
import { textTable } from '../text/textTable.ts';
import { wrap } from '../text/wrap.ts';
import { WIDE } from './architectureTable.ts';
import { moneyOrUnknown } from '../words.ts';

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

export function hostTitle({ step, rows }: HostSummary): string {
  const gpus = rows.some(({ replicas }) => replicas !== null) ? 'GPU times are predicted; ' : '';
  return `Cost of the models for ${step} (${gpus}budget cost says more):`;
}

/** Models that the line in short names. */
const NAMED = 4;

/** One line; or, where there is room or everything is asked for, a table with a bar for each. */
export function hostSummaryText(result: AgentResult, { all, top, screen }: RenderOptions): string {
  const isWide = screen.width >= WIDE;
  const rows = all ? Number.POSITIVE_INFINITY : isWide ? top : NAMED;
  const summary = hostSummary(result, rows);
  if (summary === null) return '';
  if (!all && !isWide) return wrap(inShort(summary), screen.width);
  const cells = withBars(summary.rows);
  const columns = [...HOST_COLUMNS, { head: hostAmounts(summary.rows).per, optional: 1000 }];
  return [
    wrap(hostTitle(summary), screen.width),
    textTable(columns, cells, screen.width),
    ...(summary.more > 0 ? [screen.paint.quiet(`… and ${summary.more} more: --all`)] : []),
  ].join('\n');
}

/** `Models for plan, a month: fast $288, low $522; budget cost says more.` */
function inShort({ step, rows, more }: HostSummary): string {
  const { per } = hostAmounts(rows);
  const words = rows.map((row) => {
    const price = per === 'a month' ? row.perMonth.launch : row.perRequest;
    return `${row.feasible ? `${hostMark(row)} ` : ''}${row.variant} ${moneyOrUnknown(price)}`;
  });
  const others = more > 0 ? `, ${more} more` : '';
  return `Models for ${step}, ${per}: ${words.join(', ')}${others}.`;
}

const BAR = 14;

function withBars(rows: readonly HostCost[]): string[][] {
  const { amounts } = hostAmounts(rows);
  const most = Math.max(...amounts);
  return rows.map((row, index) => [...hostCells(row), bar(amounts[index] ?? 0, most, BAR)]);
}
