import type { AgentResult, Architecture } from '../../solver/result.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { listed } from '../../units/listed.ts';
import { type Column, layOut } from '../text/textTable.ts';
import { hanging, wrap } from '../text/wrap.ts';
import {
  accuracyBriefly,
  accuracyWords,
  launchCost,
  requestCost,
  shownTime,
  toolsWords,
} from '../words.ts';
import { type Shared, shared } from './nameParts.ts';

/** An architecture in a table, and what its row is called. */
export interface LabelledRow {
  readonly label: string;
  readonly architecture: Architecture;
  /** What else is to be said of it. */
  readonly remark?: string;
}

/** From here on, what an architecture changes has a column of its own. */
export const WIDE = 110;

/** Below, accuracies go without their intervals, and it is said. */
const NARROW = 68;

/**
 * Figures of architectures, each with what it changes of what runs today; what all of them change is
 * said once, below. A wide terminal shows that in a column, and intervals of times; a narrow one says
 * what it leaves out.
 */
export function architectureTable(
  result: AgentResult,
  rows: readonly LabelledRow[],
  head: string,
  width: number,
): string {
  const changes = shared(rows.map(({ architecture }) => architecture));
  const columns = columnsOf(result, rows, head, width);
  const { text, left } = layOut(
    columns.map(({ column }) => column),
    rows.map((row, index) => ({
      cells: columns.map(({ cell }) => cell(row, changes.own[index] ?? [])),
      below: width >= WIDE ? (row.remark ?? '') : below(row, changes.own[index] ?? []),
    })),
    width,
  );
  return [
    text,
    ...sharedLine(changes, width),
    ...overLaterLine(rows, width),
    ...(width < NARROW ? [leftOut([...left, '90% intervals'], width)] : []),
  ].join('\n');
}

interface Field {
  readonly column: Column;
  cell(row: LabelledRow, own: readonly string[]): string;
}

function columnsOf(
  result: AgentResult,
  rows: readonly LabelledRow[],
  head: string,
  width: number,
): Field[] {
  const time = shownTime(result);
  const some = (has: (architecture: Architecture) => boolean) =>
    rows.some(({ architecture }) => has(architecture));
  const wide = width >= WIDE;
  return [
    { column: { head }, cell: ({ label }) => label },
    ...only(wide, {
      column: { head: 'what you would get', breaksTo: 24 },
      cell: (_, own) => own.join(', ') || NOTHING_ELSE,
    }),
    {
      column: { head: time.label, align: 'decimal' },
      cell: ({ architecture }) => time.words(architecture),
    },
    ...only(wide && some(hasInterval), {
      column: { head: 'by its samples', optional: 4 },
      cell: ({ architecture }) => intervalOf(architecture),
    }),
    {
      column: { head: 'accuracy' },
      cell: ({ architecture: { accuracy } }) =>
        width < NARROW ? accuracyBriefly(accuracy, result) : accuracyWords(accuracy, result),
    },
    ...only(
      some(({ tools }) => tools.of > 0),
      {
        column: { head: 'tools', optional: 1 },
        cell: ({ architecture }) => toolsWords(architecture.tools),
      },
    ),
    {
      column: { head: 'a request', align: 'decimal' },
      cell: ({ architecture }) => requestCost(architecture, result),
    },
    ...only(
      some(({ cost }) => cost.perMonth.launch !== null),
      {
        column: { head: monthHead(rows), align: 'right', optional: 2 },
        cell: ({ architecture }) => months(architecture, result),
      },
    ),
    ...only(wide, { column: { head: 'id' }, cell: ({ architecture }) => architecture.id }),
  ];
}

function only(is: boolean, field: Field): Field[] {
  return is ? [field] : [];
}

function monthHead(rows: readonly LabelledRow[]): string {
  const later = rows.some(({ architecture }) => architecture.cost.perMonth.month12 !== null);
  return later ? 'month 1 → 12' : 'a month';
}

/** `$909 → $2,396`, at launch and in month 12. */
function months(architecture: Architecture, result: AgentResult): string {
  const launch = launchCost(architecture, result);
  if (launch === null) return '–';
  return `${launch}${months12(architecture)}`;
}

const OVER = ' ✗';

/** ` → $2,396`, marked where it is over its limit; empty where nothing is said of that month. */
function months12({ cost, meets12Months }: Architecture): string {
  const { month12 } = cost.perMonth;
  if (month12 === null) return '';
  return ` → ${formatMoney(month12)}${meets12Months.cost === 'no' ? OVER : ''}`;
}

function hasInterval(architecture: Architecture): boolean {
  return intervalOf(architecture) !== '';
}

/** Central 90% of the percentile shown, by how many calls were measured. */
function intervalOf({ latency: { interval }, shown: { percentile } }: Architecture): string {
  const found = Object.entries(interval ?? {}).find(([name]) => name === percentile)?.[1];
  if (!found || found.low === null || found.high === null) return '';
  return `${formatDuration(found.low)}–${formatDuration(found.high)}`;
}

/** Of an architecture that changes only what all of them do. */
const NOTHING_ELSE = 'nothing else';

/** The id, what is changed, and what people cost, which no column shows. */
function below(
  { architecture: { id, cost }, remark }: LabelledRow,
  own: readonly string[],
): string {
  const { people } = cost;
  const persons =
    people === null || people.perMonth === null
      ? ''
      : ` · people ${formatMoney(people.perMonth)} a month`;
  const also = remark === undefined ? '' : `: ${remark}`;
  return `${id} ${own.join(', ') || NOTHING_ELSE}${also}${persons}`;
}

function sharedLine({ all, own }: Shared, width: number): string[] {
  if (all.length === 0) return [];
  return [hanging(` ${own.length === 2 ? 'both' : 'each'}: `, all.join(', '), width)];
}

/** What the mark beside a month 12 says. */
function overLaterLine(rows: readonly LabelledRow[], width: number): string[] {
  const isOver = rows.some(({ architecture }) => months12(architecture).endsWith(OVER));
  return isOver ? [wrap(`${OVER.trim()} over the limit on cost in month 12`, width, ' ')] : [];
}

function leftOut(heads: readonly string[], width: number): string {
  return wrap(`(too narrow here for ${listed(heads)})`, width, ' ');
}
