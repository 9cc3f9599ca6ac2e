import type { Component, Table } from '../../table/schema.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatShare } from '../../units/share.ts';
import type { Column } from '../text/textTable.ts';

/** How much of a request's time is waiting for one component; times in ms, over all requests. */
export interface PathRow {
  /** Null for what lies in no component: the agent's own code. */
  readonly component: string | null;
  /** Mean time on the critical path per request. */
  readonly onPathMs: number;
  /** Of the mean request. All rows together are 1. */
  readonly share: number;
  /** Mean time per request in which it ran beside something longer. */
  readonly slackMs: number | null;
  /** Calls per request that uses it, on average. */
  readonly calls: number | null;
  readonly errors: number | null;
  readonly retries: number | null;
}

/** The rows, longest first; none where whole requests were not measured. */
export function pathRows(table: Table): PathRow[] {
  const whole = table.end_to_end?.latency;
  if (!whole?.n || !whole.mean) return [];
  const total = { n: whole.n, mean: whole.mean };
  const rows = Object.entries(table.components).flatMap(([name, component]) => {
    const row = pathRow(name, component, total);
    return row === null ? [] : [row];
  });
  const own = table.end_to_end?.orchestration;
  if (rows.length === 0) return [];
  rows.sort((a, b) => b.onPathMs - a.onPathMs);
  return own?.n && own.mean !== null ? [...rows, agentRow(own.mean, total.mean)] : rows;
}

function pathRow(
  name: string,
  component: Component,
  total: { readonly n: number; readonly mean: number },
): PathRow | null {
  const { on_path, slack = 0, calls, errors, retries } = component;
  if (!on_path?.n || on_path.mean === null) return null;
  const perRequest = on_path.n / total.n;
  return {
    component: name,
    onPathMs: on_path.mean * perRequest,
    share: (on_path.mean * perRequest) / total.mean,
    slackMs: slack * perRequest,
    calls: calls?.reduce((sum, { count, share }) => sum + count * share, 0) ?? 1,
    errors: errors ?? null,
    retries: retries ?? null,
  };
}

function agentRow(ms: number, mean: number): PathRow {
  const none = { slackMs: null, calls: null, errors: null, retries: null };
  return { component: null, onPathMs: ms, share: ms / mean, ...none };
}

/** What the columns of {@link pathCells} are. */
export const PATH_COLUMNS: readonly Column[] = [
  { head: 'where a request’s time goes' },
  { head: 'on path', align: 'decimal' },
  { head: 'share', align: 'decimal' },
  { head: 'beside', align: 'decimal', optional: 2 },
  { head: 'calls', align: 'decimal', optional: 1 },
  { head: 'errors', align: 'decimal', optional: 3 },
  { head: 'retries', align: 'decimal', optional: 4 },
];

/** What the words in {@link PATH_COLUMNS} mean. */
export function pathNotes(rows: readonly PathRow[]): string[] {
  const beside = rows.some(({ slackMs }) => slackMs !== null && slackMs >= 1);
  return [
    'on path: what a request waits for it, on average; together they are the whole.',
    ...(beside ? ['beside: it ran while something longer did, so that nobody waited.'] : []),
  ];
}

/** The rows as text, in the order of {@link PATH_COLUMNS}. */
export function pathCells(row: PathRow): string[] {
  return [
    row.component ?? 'the agent itself',
    formatDuration(row.onPathMs),
    formatShare(row.share, row.share < 0.1 ? 1 : 0),
    row.slackMs === null || row.slackMs < 1 ? '' : formatDuration(row.slackMs),
    row.calls === null ? '' : String(Number(row.calls.toFixed(1))),
    row.errors === null ? '' : formatShare(row.errors, 1),
    row.retries === null ? '' : formatShare(row.retries, 1),
  ];
}
