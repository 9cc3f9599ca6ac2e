import type { EvalMatrix, Figure, MatrixRow } from '../evals/matrix.ts';
import { readings } from '../evals/readings.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatShare } from '../units/share.ts';
import { type Column, textTable } from './textTable.ts';
import { wrap } from './wrap.ts';

const WIDTH = 80;

/** What composing a row's architecture gives, to stand beside what its eval run measured. */
export interface ComposedFigures {
  /** Milliseconds. */
  readonly p95: number | null;
  /** USD a request. */
  readonly cost: number | null;
}

/**
 * The eval matrix for the terminal: a line per measured architecture, a column per task. The best of a
 * column is marked ★, what no other row beats ◆, what was not run –.
 *
 * @param composed what the solver makes of a row, where a spec says how the parts work together
 */
export function matrixText(
  matrix: EvalMatrix,
  composed: (row: MatrixRow) => ComposedFigures | null = () => null,
): string {
  const layouts = [
    { intervals: true, labels: 'column' },
    { intervals: false, labels: 'column' },
    { intervals: true, labels: 'line' },
    { intervals: false, labels: 'line' },
  ] as const;
  const drawn = layouts.map((layout) => table(matrix, composed, layout));
  const body = drawn.find((text) => widthOf(text) <= WIDTH) ?? drawn.at(-1) ?? '';
  return [body, ...legend(matrix).map((line) => wrap(line, WIDTH))].join('\n');
}

interface Layout {
  /** Whether tasks show their intervals; the overall figure always does. */
  readonly intervals: boolean;
  /** A row's name in the first column, or on a line of its own. */
  readonly labels: 'column' | 'line';
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

function table(
  matrix: EvalMatrix,
  composed: (row: MatrixRow) => ComposedFigures | null,
  { intervals, labels }: Layout,
): string {
  const columns = columnsOf(matrix, composed, intervals);
  const named = labels === 'column' ? [{ head: 'architecture' }] : [];
  const text = textTable(
    [...named, ...columns.map(({ head, align }) => ({ head, align: align ?? 'right' }))],
    matrix.rows.map((row) => [
      ...(labels === 'column' ? [row.label] : []),
      ...columns.map(({ cell }) => cell(row)),
    ]),
  );
  if (labels === 'column') return text;
  const [heading = '', ...lines] = text.split('\n');
  return [
    heading,
    ...lines.flatMap((line, index) => [
      wrap(matrix.rows[index]?.label ?? '', WIDTH, ' '),
      `  ${line}`,
    ]),
  ].join('\n');
}

interface MatrixColumn extends Column {
  cell(row: MatrixRow): string;
}

function columnsOf(
  matrix: EvalMatrix,
  composed: (row: MatrixRow) => ComposedFigures | null,
  intervals: boolean,
): MatrixColumn[] {
  const { rows, tasks, compared } = matrix;
  const bestOverall = best(rows.map(({ overall }) => overall));
  const time = compared.latency;
  return [
    {
      head: 'accuracy',
      cell: ({ overall, onFrontier }) =>
        `${figureText(overall, true, overall === bestOverall)}${onFrontier ? '◆' : ' '}`,
    },
    ...tasks.map(({ name }, index) => {
      const top = best(rows.map((row) => row.tasks[index] ?? null));
      return {
        head: name,
        cell: (row: MatrixRow) =>
          figureText(row.tasks[index] ?? null, intervals, row.tasks[index] === top),
      };
    }),
    { head: 'items', cell: ({ overall }) => (overall === null ? '–' : formatCount(overall.items)) },
    ...when(
      rows.some(({ failures }) => failures > 0),
      {
        head: 'no answer',
        cell: ({ failures }) => (failures === 0 ? '' : formatCount(failures)),
      },
    ),
    ...(time === null
      ? []
      : [
          {
            head: time,
            cell: ({ latency }: MatrixRow) => {
              const ms = latency?.[time] ?? null;
              return ms === null ? '–' : formatDuration(ms);
            },
          },
        ]),
    ...when(
      rows.some((row) => (composed(row)?.p95 ?? null) !== null),
      {
        head: 'composed p95',
        cell: (row) => {
          const ms = composed(row)?.p95 ?? null;
          return ms === null ? '–' : formatDuration(ms);
        },
      },
    ),
    ...when(compared.cost, {
      head: 'an item',
      cell: ({ cost }) => (cost === null ? 'unknown' : formatMoney(cost)),
    }),
    ...when(
      rows.some((row) => (composed(row)?.cost ?? null) !== null),
      {
        head: 'composed cost',
        cell: (row) => {
          const cost = composed(row)?.cost ?? null;
          return cost === null ? 'unknown' : formatMoney(cost);
        },
      },
    ),
    ...when(
      rows.some(({ delta }) => delta !== null),
      {
        head: 'vs baseline, paired',
        cell: ({ delta }) =>
          delta === null
            ? ''
            : `${pointsText(delta.value)} (${pointsText(delta.low)}..${pointsText(delta.high)})`,
      },
    ),
  ];
}

function when(condition: boolean, column: MatrixColumn): MatrixColumn[] {
  return condition ? [column] : [];
}

function best(figures: readonly (Figure | null)[]): Figure | null {
  return figures.reduce<Figure | null>(
    (top, figure) => (figure !== null && (top === null || figure.value > top.value) ? figure : top),
    null,
  );
}

function figureText(figure: Figure | null, interval: boolean, isBest: boolean): string {
  if (figure === null) return '–';
  const range = interval ? ` (${percent(figure.low)}–${percent(figure.high)})` : '';
  return `${isBest ? '★' : ''}${formatShare(figure.value, 0)}${range}`;
}

function percent(share: number): string {
  return formatShare(share, 0).replace('%', '');
}

function pointsText(fraction: number): string {
  const points = Number((fraction * 100).toFixed(1));
  return points < 0 ? `−${-points}` : `+${points}`;
}

function legend({ rows, tasks, compared }: EvalMatrix): string[] {
  const gaps = rows.flatMap((row) =>
    tasks.filter((_, index) => row.tasks[index] === null).map(({ name }) => name),
  );
  const unknown = compared.cost ? rows.filter(({ cost }) => cost === null).length : 0;
  const also = [
    ...(compared.latency === null ? [] : [`${compared.latency} latency`]),
    ...(compared.cost ? ['cost'] : []),
  ];
  return [
    `★ best of its column. ◆ no other measured row beats it in ${['accuracy', ...also].join(', ').replace(/, ([^,]*)$/u, ' and $1')}.`,
    ...(gaps.length === 0
      ? []
      : [`– not run: ${[...new Set(gaps)].join(', ')}; such a row has no overall accuracy.`]),
    ...(unknown === 0
      ? []
      : [
          `${formatCount(unknown)} ${unknown === 1 ? 'row' : 'rows'} of unknown cost: unknown is not free, so ◆ leaves them out.`,
        ]),
  ];
}

/** Where it matters whether failures to answer are left out or count as wrong; nothing where it does not. */
export function readingsText(matrix: EvalMatrix): string[] {
  const found = readings(matrix);
  if (found === null) return [];
  const table = textTable(
    [
      { head: 'architecture' },
      { head: 'left out', align: 'right' },
      { head: 'place', align: 'right' },
      { head: 'as wrong', align: 'right' },
      { head: 'place', align: 'right' },
      { head: '' },
    ],
    found.changed.map(({ row, leftOut, asWrong, places, onFrontier }) => [
      row.label,
      formatShare(leftOut, 1),
      String(places[0]),
      formatShare(asWrong, 1),
      String(places[1]),
      onFrontier[0] === onFrontier[1]
        ? ''
        : onFrontier[0]
          ? '◆ only if left out'
          : '◆ only as wrong',
    ]),
  );
  const line =
    'The ranking hangs on items that got no answer (time-outs, rate limits, API errors): left out, as above, or counted as wrong answers.';
  return [`${wrap(line, WIDTH)}\n${table}`];
}
