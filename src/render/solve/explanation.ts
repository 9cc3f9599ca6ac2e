import type { Explanation } from '../../solver/result.ts';
import { formatDuration } from '../../units/duration.ts';
import { blocks, bullets, code, type Markdown, marked } from '../markdown/markdown.ts';
import { markdownTable } from '../markdown/markdownTable.ts';
import type { Screen } from '../report.ts';
import { type Column, textTable } from '../text/textTable.ts';
import { stacked, waterfallBar } from '../text/waterfall.ts';
import { hanging, wrap } from '../text/wrap.ts';
import { accuracyWords, moneyOrUnknown } from '../words.ts';
import {
  changeHead,
  changeRows,
  partWords,
  partsShown,
  spreadsheetLines,
  timeHead,
  timeRows,
} from './explanationRows.ts';

/** The architecture that `--explain` asked about, with the agent it belongs to. */
export interface AskedExplanation {
  readonly agent: string;
  readonly explained: Explanation;
}

/** One architecture taken apart, for the terminal: where its time and money go, what each part buys. */
export function explanationTerminal(
  { agent, explained }: AskedExplanation,
  { paint, width }: Screen,
): string {
  const { architecture } = explained;
  const changes = changeRows(explained);
  return [
    [
      wrap(`${paint.bold(agent)} ${architecture.id}: ${architecture.name}`, width),
      wrap(summary(explained), width),
    ].join('\n'),
    waterfall(explained, width),
    [
      wrap(TIMES_TITLE, width),
      textTable(figures(timeHead(explained)), timeRows(explained), width),
    ].join('\n\n'),
    [
      wrap(SPREADSHEET_TITLE, width),
      ...spreadsheetLines(explained).map((line) => hanging(' ', line, width)),
    ].join('\n'),
    ...(changes.length === 0
      ? []
      : [CHANGES_TITLE, textTable(figures(changeHead(explained)), changes, width)]),
  ].join('\n\n');
}

/** The same for a pull request or a wiki. */
export function explanationMarkdown({ agent, explained }: AskedExplanation): Markdown {
  const { architecture } = explained;
  const changes = changeRows(explained);
  return blocks([
    marked`## ${agent}: ${code(architecture.id)}`,
    `${architecture.name}. ${summary(explained)}`,
    TIMES_TITLE,
    markdownTable(figures(timeHead(explained)), timeRows(explained)),
    SPREADSHEET_TITLE,
    bullets(spreadsheetLines(explained)),
    ...(changes.length === 0
      ? []
      : [CHANGES_TITLE, markdownTable(figures(changeHead(explained)), changes)]),
  ]);
}

const TIMES_TITLE =
  'Where the time goes, among the requests around each percentile (redos included; of parallel branches only the last to end counts):';

const SPREADSHEET_TITLE = 'Percentiles do not add. A spreadsheet that adds them up would say:';

const CHANGES_TITLE = 'One choice changed, the rest as it is:';

function summary({ architecture }: Explanation): string {
  const { accuracy, cost } = architecture;
  return `Accuracy ${accuracyWords(accuracy)}, ${moneyOrUnknown(cost.perRequest)} a request.`;
}

/** A column of names, then figures. */
function figures(heads: readonly string[]): Column[] {
  return heads.map((head, index) => (index === 0 ? { head } : { head, align: 'decimal' }));
}

/** The names of the parts take no more than this beside their bars. */
const MOST_NAME = 32;

/** Columns of a time, the gaps and the margin. */
const FIGURE = 13;

/** Parts that add less than this share are left to the table. */
const WORTH_A_BAR = 0.005;

/** The percentile that is shown, part after part; each bar begins where the one above ends. */
function waterfall(explained: Explanation, width: number): string {
  const { percentiles, shown } = explained;
  const percentile = percentiles[shown.percentile] ? shown.percentile : 'p95';
  const total = percentiles[percentile]?.ms ?? 0;
  const parts = partsShown(explained).filter(
    ({ ms }) => (ms[percentile] ?? 0) >= WORTH_A_BAR * total,
  );
  if (parts.length === 0) return '';
  const names = parts.map(partWords);
  const named = Math.min(MOST_NAME, Math.max(...names.map(({ length }) => length)));
  const room = Math.max(8, width - named - FIGURE);
  const bars = stacked(parts.map(({ ms }) => ms[percentile] ?? 0));
  const rows = bars.map((part, index) => [
    names[index] ?? '',
    formatDuration(part.length),
    waterfallBar(part, total, room),
  ]);
  return [
    `${percentile} from the first step to the last:`,
    textTable([{ head: '' }, { head: '', align: 'decimal' }, { head: '' }], rows, width),
  ].join('\n');
}
