import type { Screen } from '../report.ts';
import type { TableRow } from '../tableText.ts';
import { leftOutLines, tableLines } from '../text/tableLines.ts';
import { layOut, type Row } from '../text/textTable.ts';
import { wrap } from '../text/wrap.ts';
import { GIVE_UP_COLUMNS, GIVE_UP_NOTE, giveUpCells } from './giveUpFirst.ts';
import { legend, type TableColumn, tableColumns } from './tableColumns.ts';
import { PATH_COLUMNS, pathCells, pathNotes } from './tablePath.ts';
import { originWords, type TableReport } from './tableReport.ts';

/** Columns of words: the first two are one here, and the last stands below its component where it has no room. */
const WORDS: ReadonlySet<keyof TableRow> = new Set(['component', 'way', 'kind', 'buys']);

/** From here on, what a component buys has a column of its own. */
const WIDE = 110;

/** Names break into lines from here on, rather than that figures go. */
const LEAST_NAME = 24;

/** A conversion table for the terminal: what each component costs and buys, what costs most of a request first. */
export function renderTableTerminal(report: TableReport, screen: Screen): string {
  const { paint, width } = screen;
  const [from = '', ...more] = originWords(report);
  return [
    wrap(`${paint.bold(report.name)}  ${from}`, width),
    ...more.map((line) => wrap(line, width)),
    '',
    ...components(report.rows, screen),
    ...giveUpBlock(report, screen),
    ...pathBlock(report, screen),
  ].join('\n');
}

function components(rows: readonly TableRow[], { paint, width }: Screen): string[] {
  const all = tableColumns(rows);
  const figures = all.filter(({ key }) => !WORDS.has(key));
  const isWide = width >= WIDE && all.some(({ key }) => key === 'buys');
  const { text, left } = layOut(
    [
      { head: 'component', breaksTo: LEAST_NAME },
      ...figures,
      ...(isWide ? [{ head: 'buys', breaksTo: 20 }] : []),
    ],
    rows.flatMap((row, index) => rowsOf(row, rows[index - 1], figures, isWide)),
    width,
  );
  const shown = figures.filter(({ head }) => !left.includes(head));
  return [
    text,
    '',
    ...legend(shown).map((words) => paint.quiet(wrap(words, width))),
    ...leftOutLines(left, width).map((line) => paint.quiet(line)),
  ];
}

/** A component with variants has a line of its own, and its variants are indented below it. */
function rowsOf(
  row: TableRow,
  before: TableRow | undefined,
  figures: readonly TableColumn[],
  isWide: boolean,
): Row[] {
  const cells = figures.map(({ key }) => row[key]);
  const buys = row.buys === '' ? '' : `buys ${row.buys}`;
  const first = (words: readonly string[]): Row => ({
    cells: isWide ? [row.component, ...words, row.buys] : [row.component, ...words],
    ...(isWide ? {} : { below: buys }),
  });
  if (row.way === '') return [first(cells)];
  const heading = before?.component === row.component ? [] : [first(figures.map(() => ''))];
  return [...heading, { cells: [`  ${row.way}`, ...cells] }];
}

function giveUpBlock({ giveUpFirst }: TableReport, screen: Screen): string[] {
  const { paint, width } = screen;
  if (giveUpFirst.length === 0) return [];
  const rows = giveUpFirst.map(giveUpCells);
  const columns = GIVE_UP_COLUMNS.filter((_, index) => rows.some((row) => row[index] !== ''));
  const table = tableLines(
    columns,
    rows.map((cells) => ({ cells })),
    screen,
  );
  return ['', ...table, '', paint.quiet(wrap(GIVE_UP_NOTE, width))];
}

/** Where the time of a request goes; nothing where that was not measured. */
function pathBlock({ path }: TableReport, screen: Screen): string[] {
  const { paint, width } = screen;
  if (path.length === 0) return [];
  const rows = path.map(pathCells);
  const kept = PATH_COLUMNS.map((column, index) => ({ column, index })).filter(({ index }) =>
    rows.some((row) => row[index] !== ''),
  );
  return [
    '',
    ...tableLines(
      kept.map(({ column }) => column),
      rows.map((row) => ({ cells: kept.map(({ index }) => row[index] ?? '') })),
      screen,
    ),
    '',
    ...pathNotes(path).map((words) => paint.quiet(wrap(words, width))),
  ];
}
