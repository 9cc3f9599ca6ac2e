import type { EvalMatrix, Figure } from '../../evals/matrix.ts';
import { blocks, marked } from '../markdown/markdown.ts';
import { markdownTable } from '../markdown/markdownTable.ts';
import { accuracyFigure, durationOrNone, moneyOrUnknown } from '../words.ts';
import type { Composed } from './composedFigures.ts';

/** The eval matrix as Markdown, intervals in full. ◆ marks rows that no other measured row beats. */
export function matrixMarkdown(
  { eval: name, tasks, rows, compared }: EvalMatrix,
  composed: Composed,
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
    ...(time === null ? [] : [durationOrNone(row.latency?.[time] ?? null)]),
    ...(hasComposed ? [durationOrNone(composed(row)?.p95 ?? null)] : []),
    ...(compared.cost ? [moneyOrUnknown(row.cost)] : []),
    ...(hasComposed ? [moneyOrUnknown(composed(row)?.cost ?? null)] : []),
  ]);
  return blocks([marked`## ${name}`, markdownTable(heads, lines)]).text;
}

function figureText(figure: Figure | null): string {
  return figure === null ? '–' : accuracyFigure(figure);
}
