import type { EvalMatrix } from '../../evals/matrix.ts';
import { durationOrNone, moneyOrUnknown } from '../words.ts';
import type { Composed } from './composedFigures.ts';
import type { MatrixColumn } from './rowsTable.ts';

/** Where there is no room, these go before any task does. */
const GIVE_WAY = 1000;

/** Latency and cost as the eval run measured them, where it did. */
export function runColumns({ compared }: EvalMatrix): MatrixColumn[] {
  const time = compared.latency;
  return [
    ...(time === null
      ? []
      : [
          {
            head: time,
            optional: GIVE_WAY,
            align: 'decimal',
            cell: ({ latency }) => durationOrNone(latency?.[time] ?? null),
          } satisfies MatrixColumn,
        ]),
    ...(compared.cost
      ? [
          {
            head: 'an item',
            align: 'decimal',
            optional: GIVE_WAY + 1,
            cell: ({ cost }) => moneyOrUnknown(cost),
          } satisfies MatrixColumn,
        ]
      : []),
  ];
}

/** Latency and cost of the eval run beside what the solver composes of the table. */
export function composedColumns(matrix: EvalMatrix, composed: Composed): MatrixColumn[] {
  const measured = runColumns(matrix).map((column) => ({
    ...column,
    head: `${column.head} measured`,
    breaksTo: BREAKS_TO,
  }));
  return [
    ...measured,
    {
      head: 'p95 composed',
      align: 'decimal',
      breaksTo: BREAKS_TO,
      cell: (row) => durationOrNone(composed(row)?.p95 ?? null),
    },
    {
      head: 'a request composed',
      align: 'decimal',
      breaksTo: BREAKS_TO,
      cell: (row) => moneyOrUnknown(composed(row)?.cost ?? null),
    },
  ];
}

/** Columns that the longest word of these heads takes. */
const BREAKS_TO = 'composed'.length;
