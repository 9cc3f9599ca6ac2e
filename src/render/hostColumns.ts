import type { HostCost } from '../solver/costing/hostRows.ts';
import { hostMark } from './hostMark.ts';
import type { Column } from './text/textTable.ts';
import { durationOrNone, moneyOrNone, moneyOrUnknown } from './words.ts';

/** What the columns of {@link hostCells} are; where there is no room for all, what a request costs goes first. */
export const HOST_COLUMNS: readonly Column[] = [
  { head: '' },
  { head: 'model and host' },
  { head: 'p95', align: 'decimal' },
  { head: 'a request', align: 'decimal', optional: 2 },
  { head: 'a month', align: 'decimal' },
  { head: 'month 12', align: 'decimal', optional: 1 },
];

/** A model on a host: whether it fits, how long a request takes, and what it costs. */
export function hostCells(row: HostCost): string[] {
  return [
    hostMark(row),
    row.variant,
    durationOrNone(row.latency.p95),
    moneyOrUnknown(row.perRequest),
    moneyOrNone(row.perMonth.launch),
    moneyOrNone(row.perMonth.month12),
  ];
}

/** What models are compared by: a month at launch, or a request where no traffic is stated. USD; 0 where unknown. */
export function hostAmounts(rows: readonly HostCost[]): {
  readonly per: 'a month' | 'a request';
  readonly amounts: readonly number[];
} {
  const isMonthly = rows.some(({ perMonth }) => perMonth.launch !== null);
  return {
    per: isMonthly ? 'a month' : 'a request',
    amounts: rows.map(
      ({ perMonth, perRequest }) => (isMonthly ? perMonth.launch : perRequest) ?? 0,
    ),
  };
}
