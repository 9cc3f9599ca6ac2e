import type { PairedDelta } from '../../accuracy/paired.ts';
import type { EvalMatrix } from '../../evals/matrix.ts';
import { formatCount } from '../../units/count.ts';
import { pointsIn } from '../../units/points.ts';
import { firstThatFits, type MatrixColumn } from './rowsTable.ts';

/** Differences from the baseline on the same items; null where none are shared. */
export function pairedTable({ rows }: EvalMatrix, width: number): string | null {
  const paired = rows.filter(({ delta }) => delta !== null);
  if (paired.length === 0) return null;
  return firstThatFits(
    paired,
    [
      { columns: COLUMNS, names: 'column' },
      { columns: COLUMNS, names: 'line' },
    ],
    width,
  );
}

const COLUMNS: readonly MatrixColumn[] = [
  { head: 'against the baseline', cell: ({ delta }) => (delta === null ? '' : deltaText(delta)) },
  { head: 'same items', optional: 1, cell: ({ delta }) => formatCount(delta?.items ?? 0) },
  { head: 'by chance', optional: 2, cell: ({ delta }) => chanceText(delta?.p ?? 1) },
];

function deltaText({ value, low, high }: PairedDelta): string {
  return `${pointsText(value)} points (${pointsText(low)} to ${pointsText(high)})`;
}

/** How often chance alone would split the items as unevenly. */
function chanceText(p: number): string {
  return p < 0.001 ? '< 0.1%' : `${Number((100 * p).toPrecision(2))}%`;
}

function pointsText(fraction: number): string {
  const points = pointsIn(fraction);
  return points < 0 ? `−${-points}` : `+${points}`;
}
