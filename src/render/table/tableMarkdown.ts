import { blocks, bullets, marked } from '../markdown/markdown.ts';
import { markdownTable } from '../markdown/markdownTable.ts';
import { GIVE_UP_COLUMNS, GIVE_UP_NOTE, giveUpCells } from './giveUpFirst.ts';
import { legend, tableColumns } from './tableColumns.ts';
import { PATH_COLUMNS, pathCells, pathNotes } from './tablePath.ts';
import { originWords, type TableReport } from './tableReport.ts';

/** A conversion table for a wiki: what each component costs and buys, what to give up first. */
export function renderTableMarkdown(report: TableReport): string {
  const { rows, giveUpFirst, path } = report;
  const columns = tableColumns(rows);
  return blocks([
    marked`## ${report.name}`,
    originWords(report).join('; '),
    markdownTable(
      columns,
      rows.map((row) => columns.map(({ key }) => row[key])),
    ),
    bullets(legend(columns)),
    ...(giveUpFirst.length === 0
      ? []
      : [markdownTable(GIVE_UP_COLUMNS, giveUpFirst.map(giveUpCells)), GIVE_UP_NOTE]),
    ...(path.length === 0
      ? []
      : [markdownTable(PATH_COLUMNS, path.map(pathCells)), bullets(pathNotes(path))]),
  ]).text;
}
