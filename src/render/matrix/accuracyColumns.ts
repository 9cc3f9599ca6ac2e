import type { EvalMatrix, Figure, MatrixRow } from '../../evals/matrix.ts';
import { formatCount } from '../../units/count.ts';
import { formatShare } from '../../units/share.ts';
import { rangeWords } from '../words.ts';
import type { MatrixColumn } from './rowsTable.ts';

/** Where there is no room for all, tasks give way after what the run took (runColumns.ts), the last first. */
const TASKS_GIVE_WAY = 2;

/** Accuracy overall and by task, the best of each marked ★, and the items it rests on. */
export function accuracyColumns({ rows, tasks }: EvalMatrix, intervals: boolean): MatrixColumn[] {
  const top = best(rows.map(({ overall }) => overall));
  return [
    {
      head: 'accuracy',
      cell: ({ overall, onFrontier }) =>
        `${figureText(overall, true, overall === top)}${onFrontier ? '◆' : ' '}`,
    },
    ...tasks.map(({ name }, index) => taskColumn(name, index, rows, intervals)),
    {
      head: 'items',
      optional: 1,
      cell: ({ overall }) => (overall === null ? '–' : formatCount(overall.items)),
    },
    ...noAnswer(rows),
  ];
}

function taskColumn(
  head: string,
  index: number,
  rows: readonly MatrixRow[],
  intervals: boolean,
): MatrixColumn {
  const figureOf = (row: MatrixRow) => row.tasks[index] ?? null;
  const top = best(rows.map(figureOf));
  return {
    head,
    optional: TASKS_GIVE_WAY + index,
    cell: (row) => figureText(figureOf(row), intervals, figureOf(row) === top),
  };
}

function noAnswer(rows: readonly MatrixRow[]): MatrixColumn[] {
  if (rows.every(({ failures }) => failures === 0)) return [];
  return [
    {
      head: 'no answer',
      cell: ({ failures }) => (failures === 0 ? '' : formatCount(failures)),
    },
  ];
}

function best(figures: readonly (Figure | null)[]): Figure | null {
  return figures.reduce<Figure | null>(
    (top, figure) => (figure !== null && (top === null || figure.value > top.value) ? figure : top),
    null,
  );
}

function figureText(figure: Figure | null, interval: boolean, isBest: boolean): string {
  if (figure === null) return '–';
  const range = interval ? ` (${rangeWords(figure)})` : '';
  return `${isBest ? '★' : ''}${formatShare(figure.value, 0)}${range}`;
}
