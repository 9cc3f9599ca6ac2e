import { addDays, daysBetween } from './days.ts';
import type { Rule } from './rule.ts';

const DAY_MS = 86_400_000;

/** A table is measured again when it says so itself. */
export const tableStale: Rule = {
  code: 'table-stale',
  looksAt: 'table',
  check: ({ table, tableSource, now }) => {
    if (table.measured === undefined || table.refresh_every === undefined) return [];
    const due = addDays(table.measured.to, Math.floor(table.refresh_every / DAY_MS));
    if (now <= due) return [];
    return [
      {
        place: { source: tableSource, path: ['measured', 'to'] },
        message: `measured up to ${table.measured.to} and to be refreshed by ${due}, ${daysBetween(due, now)} days ago`,
        help: 'budget measure new traces --into this table',
      },
    ];
  },
};
