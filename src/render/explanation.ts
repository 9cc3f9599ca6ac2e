import type { ExplainedChange, ExplainedPart, Explanation } from '../solver/result.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { markdownTable } from './markdownTable.ts';
import type { Paint } from './report.ts';
import { signedDuration, signedMoney, signedPoints } from './signedFigures.ts';
import { textTable } from './textTable.ts';
import { accuracyWords, moneyOrUnknown, TIME_LABELS } from './words.ts';
import { wrap } from './wrap.ts';

/** The architecture that `--explain` asked about, with the agent it belongs to. */
export interface AskedExplanation {
  readonly agent: string;
  readonly explained: Explanation;
}

const WIDTH = 80;

/** One architecture taken apart, for the terminal: where its time and money go, what each part buys. */
export function explanationTerminal({ agent, explained }: AskedExplanation, paint: Paint): string {
  const { architecture } = explained;
  const times = textTable(
    timeHead(explained).map((head, index) => ({ head, align: index === 0 ? 'left' : 'right' })),
    timeRows(explained),
  );
  const changes = changeRows(explained);
  return [
    [
      wrap(`${paint.bold(agent)} ${architecture.id}: ${architecture.name}`, WIDTH),
      wrap(summary(explained), WIDTH),
    ].join('\n'),
    wrap(TIMES_TITLE, WIDTH),
    times,
    [wrap(SPREADSHEET_TITLE, WIDTH), ...spreadsheetLines(explained).map((line) => ` ${line}`)].join(
      '\n',
    ),
    ...(changes.length === 0
      ? []
      : [
          'One choice changed, the rest as it is:',
          textTable(
            changeHead(explained).map((head, index) => ({
              head,
              align: index === 0 ? 'left' : 'right',
            })),
            changes,
          ),
        ]),
  ].join('\n\n');
}

/** The same for a pull request or a wiki. */
export function explanationMarkdown({ agent, explained }: AskedExplanation): string {
  const { architecture } = explained;
  const changes = changeRows(explained);
  return [
    `## ${agent}: \`${architecture.id}\``,
    `${architecture.name}. ${summary(explained)}`,
    TIMES_TITLE,
    markdownTable(timeHead(explained), timeRows(explained)),
    SPREADSHEET_TITLE,
    spreadsheetLines(explained)
      .map((line) => `- ${line}`)
      .join('\n'),
    ...(changes.length === 0
      ? []
      : ['One choice changed, the rest as it is:', markdownTable(changeHead(explained), changes)]),
  ].join('\n\n');
}

const TIMES_TITLE =
  'Where the time goes, among the requests around each percentile (redos included; of parallel branches only the last to end counts):';

const SPREADSHEET_TITLE = 'Percentiles do not add. A spreadsheet that adds them up would say:';

function summary({ architecture }: Explanation): string {
  const { accuracy, cost } = architecture;
  return `Accuracy ${accuracyWords(accuracy)}, ${moneyOrUnknown(cost.perRequest)} a request.`;
}

function timeHead({ percentiles }: Explanation): string[] {
  return ['', ...Object.keys(percentiles), 'a request'];
}

function timeRows({ parts, percentiles, architecture }: Explanation): string[][] {
  const rows = parts
    .filter((part) => part.choice !== 'off')
    .map((part) => [
      partWords(part),
      ...Object.keys(percentiles).map((p) => milliseconds(part.ms[p] ?? 0)),
      part.perRequest === 0 ? '–' : moneyOrUnknown(part.perRequest),
    ]);
  const { fixed } = architecture.cost.parts;
  const monthly = fixed ? [['monthly costs', ...blanks(percentiles), formatMoney(fixed)]] : [];
  const all = [
    'all',
    ...Object.values(percentiles).map(({ ms }) => formatDuration(ms)),
    moneyOrUnknown(architecture.cost.perRequest),
  ];
  return [...rows, ...monthly, all];
}

function blanks(percentiles: Explanation['percentiles']): string[] {
  return Object.keys(percentiles).map(() => '–');
}

function partWords({ name, choice }: ExplainedPart): string {
  return choice === 'on' ? name : `${name}: ${choice}`;
}

/** Below a millisecond nothing is worth a figure. */
function milliseconds(ms: number): string {
  if (ms < 0.01) return '–';
  return ms < 1 ? '<1 ms' : formatDuration(ms);
}

function spreadsheetLines({ percentiles }: Explanation): string[] {
  return Object.entries(percentiles).map(([p, { ms, spreadsheet, error }]) => {
    const off = error === null ? '' : `, ${errorWords(error)}`;
    return `${p} ${formatDuration(spreadsheet)} instead of ${formatDuration(ms)}${off}`;
  });
}

/** `34.5% too low`. */
function errorWords(error: number): string {
  const percent = Math.abs(error * 100).toFixed(1);
  if (percent === '0.0') return 'as it is';
  return `${percent}% too ${error < 0 ? 'low' : 'high'}`;
}

function changeHead({ shown }: Explanation): string[] {
  return ['change', `${TIME_LABELS[shown.time]}${shown.percentile}`, 'accuracy', 'a request'];
}

/** Every change of one choice, most milliseconds freed first. */
function changeRows({ parts, order }: Explanation): string[][] {
  const rows = [
    ...parts.flatMap((part) =>
      part.changes.map((change) => ({ words: changeWords(part, change), change })),
    ),
    ...order.map((change) => ({ words: `tools in ${change.to}`, change })),
  ];
  rows.sort((a, b) => (b.change.frees.ms ?? -Infinity) - (a.change.frees.ms ?? -Infinity));
  return rows.map(({ words, change: { frees } }) => [
    words,
    frees.ms === null ? 'unknown' : signedDuration(-frees.ms),
    frees.points === null ? 'unknown' : signedPoints(frees.points),
    frees.usd === null ? 'unknown' : signedMoney(-frees.usd),
  ]);
}

function changeWords({ name, choice }: ExplainedPart, { to }: ExplainedChange): string {
  if (to === 'off') return `no ${name}`;
  return choice === 'off' ? `with ${name}${to === 'on' ? '' : ` ${to}`}` : `${name}: ${to}`;
}
