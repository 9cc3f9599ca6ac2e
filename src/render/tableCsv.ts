import type { Price } from '../cost/price.ts';
import type { Table } from '../table/schema.ts';
import { csvTable } from './csvTable.ts';
import { tableRows, type TableRow } from './tableText.ts';

const COLUMNS: readonly (keyof TableRow)[] = [
  'component',
  'way',
  'kind',
  'p50',
  'p95',
  'ttft',
  'perCall',
  'perMonth',
  'accuracy',
  'usedBy',
  'n',
  'buys',
];

/** A conversion table for a spreadsheet, in the figures and units that people read. */
export function renderTableCsv(table: Table, prices: ReadonlyMap<string, Price>): string {
  const rows = tableRows(table, prices).map((row) => COLUMNS.map((key) => row[key]));
  return csvTable(COLUMNS, rows);
}
