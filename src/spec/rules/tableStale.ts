import { addDays, daysBetween } from './days.ts';
import type { Rule } from './rule.ts';

const DAY_MS = 86_400_000;

/** A table is measured again when it says so itself. */
export const tableStale: Rule = {
  code: 'table-stale',
  looksAt: 'table',
  check: ({ table, tableSource, now }) => {
    if (table.measured === undefined || table.refresh_every === undefined) return [];
    const { to } = table.measured;
    const days = Math.floor(table.refresh_every / DAY_MS);
    const late = daysBetween(to, now) - days;
    if (late <= 0) return [];
    return [
      {
        place: { source: tableSource, path: ['measured', 'to'] },
        message: `measured up to ${to} and to be refreshed by ${addDays(to, days)}, ${late} ${late === 1 ? 'day' : 'days'} ago`,
        help: 'budget measure new traces --into this table',
      },
    ];
  },
};
