import type { Formats } from '../formats.ts';
import { SCHEMA_VERSION } from '../json.ts';
import type { Screen } from '../report.ts';
import { rounded } from '../rounded.ts';
import { renderTableCsv } from './tableCsv.ts';
import { renderTableMarkdown } from './tableMarkdown.ts';
import type { TableReport } from './tableReport.ts';
import { renderTableTerminal } from './tableTerminal.ts';

/** A conversion table, fresh or saved, in every format. */
export function tableFormats(report: TableReport, screen: Screen): Formats {
  const document = { schemaVersion: SCHEMA_VERSION, kind: 'table', ...report };
  return {
    table: () => renderTableTerminal(report, screen),
    markdown: () => renderTableMarkdown(report),
    csv: () => renderTableCsv(report),
    json: () => JSON.stringify(rounded(document), null, 2),
  };
}
