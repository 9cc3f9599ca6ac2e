import type { Column } from '../text/textTable.ts';
import type { TableRow } from '../tableText.ts';

/** A column of a conversion table, and the figure it shows. */
export interface TableColumn extends Column {
  readonly key: keyof TableRow;
  /** What the head means, where it does not speak for itself. */
  readonly means?: string;
}

/** Where there is no room for all, p95 and points stay the longest. */
const COLUMNS: readonly TableColumn[] = [
  { key: 'component', head: 'component' },
  { key: 'way', head: 'variant' },
  { key: 'kind', head: 'kind' },
  {
    key: 'p50',
    head: 'p50',
    align: 'decimal',
    optional: 1,
    means: 'p50, p95: half of its calls, and 95% of them, take no longer.',
  },
  { key: 'p95', head: 'p95', align: 'decimal' },
  { key: 'ttft', head: '1st token', align: 'decimal', optional: 7 },
  {
    key: 'timePerRequest',
    head: 'in request',
    align: 'decimal',
    optional: 2,
    means: 'in request: its median time, times its calls, times the share of requests that use it.',
  },
  { key: 'perCall', head: '$/call', align: 'decimal', optional: 8 },
  { key: 'costPerRequest', head: '$/request', align: 'decimal', optional: 4 },
  { key: 'perMonth', head: '$/month', align: 'decimal', optional: 3 },
  {
    key: 'accuracy',
    head: 'points',
    align: 'right',
    means:
      'points: of accuracy, for having it; for a variant, against the one that states none. A range is its central 90%.',
  },
  { key: 'usedBy', head: 'used by', align: 'right', optional: 6 },
  { key: 'n', head: 'n', align: 'right', optional: 5, means: 'n: calls measured.' },
  { key: 'buys', head: 'buys' },
];

/** Columns that some row fills, those that only repeat another one left out. */
export function tableColumns(rows: readonly TableRow[]): TableColumn[] {
  return COLUMNS.filter(({ key }) => rows.some((row) => says(key, row)));
}

/** Whether a cell holds anything worth a column. */
function says(key: keyof TableRow, row: TableRow): boolean {
  const cell = row[key];
  if (cell === '' || cell === '–') return false;
  if (key === 'timePerRequest') return cell !== row.p50;
  if (key === 'costPerRequest') return cell !== row.perCall;
  return !(key === 'n' && cell === 'stated');
}

/** What the heads mean, one sentence each. */
export function legend(columns: readonly TableColumn[]): string[] {
  return columns.flatMap(({ means }) => (means === undefined ? [] : [means]));
}
