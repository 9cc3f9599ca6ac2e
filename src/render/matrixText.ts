import type { PairedDelta } from '../accuracy/paired.ts';
import type { EvalMatrix, Figure, MatrixRow } from '../evals/matrix.ts';
import { readings } from '../evals/readings.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatShare } from '../units/share.ts';
import { type Column, textTable } from './text/textTable.ts';
import { wrap } from './text/wrap.ts';

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
 * column is marked ★, what no other row beats ◆, what was not run –. Below it, differences from the
 * baseline on the same items.
 *
 * @param composed what the solver makes of a row, where a spec says how the parts work together
 */
export function matrixText(
  matrix: EvalMatrix,
  composed: (row: MatrixRow) => ComposedFigures | null = () => null,
): string {
  const beside = matrix.rows.some((row) => composed(row) !== null);
  const columns = (intervals: boolean): MatrixColumn[] => [
    ...accuracyColumns(matrix, intervals),
    ...(beside ? [] : runColumns(matrix)),
  ];
  const layouts = [
    { columns: columns(true), labels: 'column' },
    { columns: columns(false), labels: 'column' },
    { columns: columns(true), labels: 'line' },
    { columns: columns(false), labels: 'line' },
  ] as const;
  const body = narrowest(layouts.map((layout) => table(matrix.rows, layout)));
  return [
    [body, ...legend(matrix).map((line) => wrap(line, WIDTH))].join('\n'),
    ...(beside ? [composedText(matrix, composed)] : []),
    ...pairedText(matrix),
  ].join('\n\n');
}

/** The first that fits, else the last. */
function narrowest(drawn: readonly string[]): string {
  const fits = (text: string): boolean =>
    Math.max(...text.split('\n').map((line) => line.length)) <= WIDTH;
  return drawn.find(fits) ?? drawn.at(-1) ?? '';
}

interface Layout {
  readonly columns: readonly MatrixColumn[];
  /** A row's name in the first column, or on a line of its own. */
  readonly labels: 'column' | 'line';
}

interface MatrixColumn extends Column {
  cell(row: MatrixRow): string;
}

function table(rows: readonly MatrixRow[], { columns, labels }: Layout): string {
  const named = labels === 'column' ? [{ head: 'architecture' }] : [];
  const text = textTable(
    [...named, ...columns.map(({ head, align }) => ({ head, align: align ?? 'right' }))],
    rows.map((row) => [
      ...(labels === 'column' ? [row.label] : []),
      ...columns.map(({ cell }) => cell(row)),
    ]),
  );
  if (labels === 'column') return text;
  const [heading = '', ...lines] = text.split('\n');
  const below = lines.flatMap((line, index) => [
    wrap(rows[index]?.label ?? '', WIDTH, ' '),
    `  ${line}`,
  ]);
  return [`  ${heading}`, ...below].join('\n');
}

function accuracyColumns({ rows, tasks }: EvalMatrix, intervals: boolean): MatrixColumn[] {
  const bestOverall = best(rows.map(({ overall }) => overall));
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
  ];
}

/** Latency and cost as the eval run measured them. */
function runColumns({ compared }: EvalMatrix): MatrixColumn[] {
  const time = compared.latency;
  return [
    ...(time === null
      ? []
      : [{ head: time, cell: ({ latency }: MatrixRow) => durationText(latency?.[time] ?? null) }]),
    ...when(compared.cost, { head: 'an item', cell: ({ cost }) => moneyText(cost) }),
  ];
}

/** Latency and cost of the eval run beside what the solver composes of the table. */
function composedText(
  matrix: EvalMatrix,
  composed: (row: MatrixRow) => ComposedFigures | null,
): string {
  const named = (column: MatrixColumn): MatrixColumn => ({
    ...column,
    head: `${column.head} measured`,
  });
  const columns: MatrixColumn[] = [
    ...runColumns(matrix).map(named),
    { head: 'p95 composed', cell: (row) => durationText(composed(row)?.p95 ?? null) },
    { head: 'a request composed', cell: (row) => moneyText(composed(row)?.cost ?? null) },
  ];
  return narrowest(
    (['column', 'line'] as const).map((labels) => table(matrix.rows, { columns, labels })),
  );
}

/** Differences from the baseline on the same items; nothing where none are shared. */
function pairedText({ rows }: EvalMatrix): string[] {
  const paired = rows.filter(({ delta }) => delta !== null);
  if (paired.length === 0) return [];
  const columns: MatrixColumn[] = [
    { head: 'against the baseline', cell: ({ delta }) => (delta === null ? '' : deltaText(delta)) },
    { head: 'same items', cell: ({ delta }) => formatCount(delta?.items ?? 0) },
    { head: 'by chance', cell: ({ delta }) => chanceText(delta?.p ?? 1) },
  ];
  return [
    narrowest((['column', 'line'] as const).map((labels) => table(paired, { columns, labels }))),
  ];
}

function deltaText({ value, low, high }: PairedDelta): string {
  return `${pointsText(value)} points (${pointsText(low)} to ${pointsText(high)})`;
}

/** How often chance alone would split the items as unevenly. */
function chanceText(p: number): string {
  return p < 0.001 ? '< 0.1%' : `${Number((100 * p).toPrecision(2))}%`;
}

function durationText(ms: number | null): string {
  return ms === null ? '–' : formatDuration(ms);
}

function moneyText(usd: number | null): string {
  return usd === null ? 'unknown' : formatMoney(usd);
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
