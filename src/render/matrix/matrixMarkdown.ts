import type { EvalMatrix, Figure, MatrixRow } from '../evals/matrix.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatShare } from '../units/share.ts';
import { blocks, marked } from './markdown/markdown.ts';
import { markdownTable } from './markdown/markdownTable.ts';
import type { ComposedFigures } from './matrixText.ts';

/** The eval matrix as Markdown, intervals in full. ◆ marks rows that no other measured row beats. */
export function matrixMarkdown(
  { eval: name, tasks, rows, compared }: EvalMatrix,
  composed: (row: MatrixRow) => ComposedFigures | null,
): string {
  const hasComposed = rows.some((row) => composed(row) !== null);
  const time = compared.latency;
  const heads = [
    'architecture',
    'accuracy',
    ...tasks.map((task) => task.name),
    'items',
    'no answer',
    ...(time === null ? [] : [`${time}, measured`]),
    ...(hasComposed ? ['p95, composed'] : []),
    ...(compared.cost ? ['an item, measured'] : []),
    ...(hasComposed ? ['a request, composed'] : []),
  ];
  const lines = rows.map((row) => [
    `${row.label}${row.onFrontier ? ' ◆' : ''}`,
    figureText(row.overall),
    ...row.tasks.map(figureText),
    String(row.overall?.items ?? '–'),
    String(row.failures),
    ...(time === null ? [] : [durationText(row.latency?.[time] ?? null)]),
    ...(hasComposed ? [durationText(composed(row)?.p95 ?? null)] : []),
    ...(compared.cost ? [row.cost === null ? 'unknown' : formatMoney(row.cost)] : []),
    ...(hasComposed ? [moneyText(composed(row)?.cost ?? null)] : []),
  ]);
  return blocks([marked`## ${name}`, markdownTable(heads, lines)]).text;
}

function figureText(figure: Figure | null): string {
  if (figure === null) return '–';
  const ends = [figure.low, figure.high].map((end) => formatShare(end, 0).replace('%', ''));
  return `${formatShare(figure.value, 0)} (${ends.join('–')})`;
}

function durationText(ms: number | null): string {
  return ms === null ? '–' : formatDuration(ms);
}

function moneyText(usd: number | null): string {
  return usd === null ? 'unknown' : formatMoney(usd);
}
