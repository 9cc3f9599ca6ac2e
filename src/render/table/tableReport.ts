import type { Price } from '../../cost/price.ts';
import type { Table } from '../../table/schema.ts';
import { statedQuantile } from '../../table/statedQuantile.ts';
import { formatCount } from '../../units/count.ts';
import { formatDuration } from '../../units/duration.ts';
import { tableRows, type TableRow } from '../tableText.ts';
import { type GiveUp, giveUpFirst } from './giveUpFirst.ts';
import { type PathRow, pathRows } from './tablePath.ts';

/** A conversion table as people read it, before it is given a form. */
export interface TableReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly name: string;
  readonly measured: {
    readonly from: string;
    readonly to: string;
    readonly traces: number;
    readonly spans: number;
    /** One trace in so many was read whole; all of them where it is absent. */
    readonly one_in?: number | undefined;
  } | null;
  /** Whole requests as measured, in ms. */
  readonly endToEnd: {
    readonly n: number | null;
    readonly p50: number;
    readonly p95: number;
  } | null;
  readonly rows: readonly TableRow[];
  readonly path: readonly PathRow[];
  readonly giveUpFirst: readonly GiveUp[];
}

/** What a table says of its components, with prices filled in. */
export function tableReport(
  tool: TableReport['tool'],
  table: Table,
  prices: ReadonlyMap<string, Price>,
): TableReport {
  const latency = table.end_to_end?.latency;
  const [p50, p95] = [0.5, 0.95].map((p) => (latency ? statedQuantile(latency, p) : 0));
  return {
    tool,
    name: table.name,
    measured: table.measured ?? null,
    endToEnd: latency === undefined ? null : { n: latency.n, p50: p50 ?? 0, p95: p95 ?? 0 },
    rows: tableRows(table, prices),
    path: pathRows(table),
    giveUpFirst: giveUpFirst(table),
  };
}

/** Of a database whose spans were all counted, and a sample of whose traces was read. */
function sampled({ one_in: oneIn }: { readonly one_in?: number | undefined }): string {
  return oneIn === undefined ? '' : ` (1 in ${oneIn})`;
}

/** Where the figures come from, in words. */
export function originWords({ measured, endToEnd }: TableReport): string[] {
  const stated = 'stated, not measured';
  const from =
    measured === null
      ? stated
      : `${formatCount(measured.traces)} traces${sampled(measured)}, ${formatCount(measured.spans)} spans, ${measured.from} to ${measured.to}`;
  if (endToEnd === null) return [from];
  const n = endToEnd.n === null ? '' : ` (n = ${formatCount(endToEnd.n)})`;
  return [
    from,
    `whole requests, measured: p50 ${formatDuration(endToEnd.p50)}, p95 ${formatDuration(endToEnd.p95)}${n}`,
  ];
}
