import type { Price } from '../cost/price.ts';
import type { Table } from '../table/schema.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import type { Paint } from './report.ts';
import { statedQuantile } from '../table/statedQuantile.ts';
import { PATH_HEADS, pathCells, pathRows } from './tablePath.ts';
import { tableRows, type TableRow } from './tableText.ts';
import { GIVE_UP_HEADS, GIVE_UP_NOTE, giveUpCells, giveUpFirst } from './giveUpFirst.ts';
import { textTable } from './textTable.ts';
import { wrap } from './wrap.ts';
import { markdownTable } from './markdownTable.ts';

/** A conversion table for the terminal. Columns that no row fills are left out. */
export function renderTableTerminal(
  table: Table,
  prices: ReadonlyMap<string, Price>,
  paint: Paint,
): string {
  const rows = tableRows(table, prices);
  const columns = COLUMNS.filter(
    ({ key }) => FIGURES.has(key) && rows.some((row) => says(key, row)),
  );
  const body = textTable(
    [{ head: 'component' }, ...columns.map(({ head, align }) => ({ head, align }))],
    rows.flatMap((row, index) =>
      linesOf(
        row,
        rows[index - 1],
        columns.map(({ key }) => row[key]),
      ),
    ),
  );
  return [
    `${paint.bold(table.name)}  ${measuredWords(table)}`,
    ...endToEnd(table),
    '',
    body,
    ...pathBlock(table),
    ...giveUpBlock(table),
  ].join('\n');
}

function giveUpBlock(table: Table): string[] {
  const rows = giveUpFirst(table).map(giveUpCells);
  if (rows.length === 0) return [];
  const columns = GIVE_UP_HEADS.map((head, index) => ({
    head,
    align: index === 1 || index === 2 ? ('right' as const) : ('left' as const),
  }));
  const note = wrap(GIVE_UP_NOTE, WIDTH);
  return ['', textTable(columns, rows.map(fitting)), '', note];
}

const WIDTH = 80;

/** What goes unguarded is cut where a line would be too long; the Markdown has it whole. */
function fitting(cells: readonly string[]): string[] {
  return cells.map((cell) =>
    cell.length > MOST_IN_A_CELL ? `${cell.slice(0, MOST_IN_A_CELL - 1)}…` : cell,
  );
}

const MOST_IN_A_CELL = 32;

/** Where the time of a request goes; nothing where that was not measured. */
function pathBlock(table: Table): string[] {
  const rows = pathRows(table).map(pathCells);
  const heads = PATH_HEADS.map((head, index) => ({ head, index })).filter(({ index }) =>
    rows.some((row) => row[index] !== ''),
  );
  if (rows.length === 0) return [];
  const columns = heads.map(({ head, index }) =>
    index === 0 ? { head } : { head, align: 'right' as const },
  );
  const cells = rows.map((row) => heads.map(({ index }) => row[index] ?? ''));
  return [
    '',
    textTable(columns, cells),
    '',
    'on path: what a request waits for it, on average; together they are the whole.',
    ...(rows.some((row) => row[3] !== '')
      ? ['beside: it ran while something longer did, so that nobody waited.']
      : []),
  ];
}

/** The same table as Markdown, with what each component buys. */
export function renderTableMarkdown(table: Table, prices: ReadonlyMap<string, Price>): string {
  const rows = tableRows(table, prices);
  const columns = COLUMNS.filter(({ key }) => rows.some((row) => says(key, row)));
  return [
    `## ${table.name}`,
    [measuredWords(table), ...endToEnd(table)].join(' '),
    markdownTable(
      columns.map(({ head }) => head),
      rows.map((row) => columns.map(({ key }) => row[key])),
    ),
    ...(giveUpFirst(table).length === 0
      ? []
      : [markdownTable(GIVE_UP_HEADS, giveUpFirst(table).map(giveUpCells)), GIVE_UP_NOTE]),
    ...(pathRows(table).length === 0
      ? []
      : [markdownTable(PATH_HEADS, pathRows(table).map(pathCells))]),
  ].join('\n\n');
}

/** A component with variants has a line of its own, and its variants are indented below it. */
function linesOf(
  row: TableRow,
  before: TableRow | undefined,
  figures: readonly string[],
): string[][] {
  if (row.way === '') return [[row.component, ...figures]];
  const heading =
    before?.component === row.component ? [] : [[row.component, ...figures.map(() => '')]];
  return [...heading, [`  ${row.way}`, ...figures]];
}

const FIGURES: ReadonlySet<keyof TableRow> = new Set([
  'p50',
  'p95',
  'ttft',
  'perCall',
  'perMonth',
  'accuracy',
  'usedBy',
  'n',
]);

const COLUMNS: readonly {
  readonly key: keyof TableRow;
  readonly head: string;
  readonly align: 'left' | 'right';
}[] = [
  { key: 'component', head: 'component', align: 'left' },
  { key: 'way', head: 'variant', align: 'left' },
  { key: 'kind', head: 'kind', align: 'left' },
  { key: 'p50', head: 'p50', align: 'right' },
  { key: 'p95', head: 'p95', align: 'right' },
  { key: 'ttft', head: '1st token', align: 'right' },
  { key: 'perCall', head: 'a call', align: 'right' },
  { key: 'perMonth', head: 'a month', align: 'right' },
  { key: 'accuracy', head: 'points', align: 'right' },
  { key: 'usedBy', head: 'used by', align: 'right' },
  { key: 'n', head: 'n', align: 'right' },
  { key: 'buys', head: 'buys', align: 'left' },
];

/** Whether a cell holds anything worth a column. */
function says(key: keyof TableRow, row: TableRow): boolean {
  return row[key] !== '' && row[key] !== '–' && !(key === 'n' && row.n === 'stated');
}

function measuredWords({ measured }: Table): string {
  if (measured === undefined) return 'stated, not measured';
  return `${formatCount(measured.traces)} traces, ${formatCount(measured.spans)} spans, ${measured.from} to ${measured.to}`;
}

function endToEnd({ end_to_end }: Table): string[] {
  const latency = end_to_end?.latency;
  if (latency === undefined) return [];
  const n = latency.n === null ? '' : ` (n = ${formatCount(latency.n)})`;
  return [
    `whole requests, measured: p50 ${formatDuration(statedQuantile(latency, 0.5))}, p95 ${formatDuration(statedQuantile(latency, 0.95))}${n}`,
  ];
}
