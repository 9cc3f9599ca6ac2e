import { csvTable } from '../csvTable.ts';
import type { TableRow } from '../tableText.ts';
import type { TableReport } from './tableReport.ts';

const COLUMNS: readonly (keyof TableRow)[] = [
  'component',
  'way',
  'kind',
  'p50',
  'p95',
  'ttft',
  'perCall',
  'timePerRequest',
  'costPerRequest',
  'perMonth',
  'accuracy',
  'usedBy',
  'n',
  'buys',
];

/** A conversion table for a spreadsheet, in the figures and units that people read. */
export function renderTableCsv({ rows }: TableReport): string {
  return csvTable(
    COLUMNS,
    rows.map((row) => COLUMNS.map((key) => row[key])),
  );
}
