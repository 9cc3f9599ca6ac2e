import type { EvalMatrix } from '../../evals/matrix.ts';
import { wrap } from '../text/wrap.ts';
import { accuracyColumns } from './accuracyColumns.ts';
import type { Composed } from './composedFigures.ts';
import { legend } from './legend.ts';
import { pairedTable } from './pairedTable.ts';
import { firstThatFits, type Layout } from './rowsTable.ts';
import { composedColumns, runColumns } from './runColumns.ts';

/**
 * The eval matrix for the terminal: a line per measured architecture, a column per task. The best of a
 * column is marked ★, what no other row beats ◆, what was not run –. Below it, differences from the
 * baseline on the same items.
 *
 * @param width columns that a line may take
 */
export function matrixText(
  matrix: EvalMatrix,
  width: number,
  composed: Composed = () => null,
): string {
  const isBeside = matrix.rows.some((row) => composed(row) !== null);
  const body = firstThatFits(matrix.rows, layouts(matrix, !isBeside), width);
  return [
    [body, ...legend(matrix).map((line) => wrap(line, width))].join('\n'),
    isBeside ? composedText(matrix, composed, width) : null,
    pairedTable(matrix, width),
  ]
    .filter((text) => text !== null)
    .join('\n\n');
}

/** From the one that says most to the one that takes least room. */
function layouts(matrix: EvalMatrix, withRun: boolean): Layout[] {
  const columns = (intervals: boolean) => [
    ...accuracyColumns(matrix, intervals),
    ...(withRun ? runColumns(matrix) : []),
  ];
  return (['column', 'line'] as const).flatMap((names) => [
    { columns: columns(true), names },
    { columns: columns(false), names },
  ]);
}

function composedText(matrix: EvalMatrix, composed: Composed, width: number): string {
  const columns = composedColumns(matrix, composed);
  return firstThatFits(
    matrix.rows,
    [
      { columns, names: 'column' },
      { columns, names: 'line' },
    ],
    width,
  );
}
