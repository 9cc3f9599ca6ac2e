import type { QueryReport } from '../traces/engines/queryReport.ts';
import { formatCount } from '../units/count.ts';

/** What a database ran and gave back, for `-v`. */
export function queryText({ purpose, sql, rows, bytes, readRows }: QueryReport): string {
  const read = readRows === null ? '' : `${formatCount(readRows)} rows read there, `;
  return `${sql}\n-- ${purpose}: ${read}${formatCount(rows)} rows and ${formatCount(bytes)} bytes sent here\n\n`;
}
