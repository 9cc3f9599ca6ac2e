import { distinctSteps } from '../solver/explain/cliffDrop.ts';
import type { AgentResult, Architecture, Pair } from '../solver/result.ts';
import { CORNER_WORDS } from '../solver/words/corners.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatShare } from '../units/share.ts';
import { attackFirst } from './attackFirst.ts';
import { dropWords, exchangeWords } from './cliffDrop.ts';
import { hostSummaryText } from './hostSummary.ts';
import { investmentsText } from './investments.ts';
import { measureNextText, taskCliffWords } from './measureNext.ts';
import { measuredWords } from './measuredWords.ts';
import { missWords } from './missWords.ts';
import type { Paint, RenderOptions, SolveReport } from './report.ts';
import { textTable } from './textTable.ts';
import { tooFewCallsWords } from './tooFewCalls.ts';
import { trustText } from './trustText.ts';
import {
  accuracyFigure,
  accuracyWords,
  doubtWords,
  durationOrNone,
  feasibleWords,
  limitWords,
  monthWords,
  moneyOrUnknown,
  searchedWords,
  shownTime,
  togetherWords,
  tooCloseWords,
  toolsWords,
} from './words.ts';
import { moreToolsWords } from './moreTools.ts';
import { firstOutputWords, reasons, shortSet, takenLimits, takenTogether } from './whatItTakes.ts';
import { wrap } from './wrap.ts';

const WIDTH = 80;

/** A result for the terminal: the verdict first, nothing wider than 80 columns but single long words. */
export function renderTerminal(report: SolveReport, options: RenderOptions): string {
  const alone = report.agents.length === 1;
  return report.agents
    .map((agent) =>
      [agentText(agent, options, alone), trustText(agent, report.trust?.get(agent.agent))]
        .filter((text) => text !== '')
        .join('\n\n'),
    )
    .join('\n\n\n');
}

function agentText(result: AgentResult, options: RenderOptions, alone: boolean): string {
  const sections = [
    header(result, options.paint),
    verdict(result, options),
    result.feasibleCount.value > 0
      ? trades(result, options.paint, 'What each limit could reach if the others hold:')
      : '',
    whatItTakes(result, alone),
    firstOutput(result, alone),
    cliffText(result, options),
    hostSummaryText(result, options.top),
    measureNextText(result),
    investmentsText(result),
    offer(result, options.paint),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function header(result: AgentResult, paint: Paint): string {
  const wants = limitWords(result, toolCount(result)) || 'nothing: no limits are stated';
  return [
    wrap(`${paint.bold(result.agent)} wants ${wants}`, WIDTH),
    ...(result.today ? [wrap(`today, composed: ${todayWords(result.today)}`, WIDTH)] : []),
    ...measuredWords(result).map((line) => wrap(line, WIDTH)),
    paint.quiet(wrap(searchedWords(result), WIDTH)),
  ].join('\n');
}

function toolCount(result: AgentResult): number {
  const any =
    result.today ?? result.feasible[0] ?? result.frontier[0] ?? result.pickTwo[0]?.architecture;
  return any?.tools.of ?? 0;
}

function todayWords({ latency, accuracy, cost }: Architecture): string {
  const n = accuracy.n === null ? '' : `, n = ${accuracy.n}`;
  const basis =
    accuracy.value === null
      ? 'accuracy unknown'
      : `accuracy ${formatShare(accuracy.value, 1)} (${accuracy.basis}${n})`;
  const price =
    cost.perRequest === null ? 'cost unknown' : `${formatMoney(cost.perRequest)} a request`;
  return `p50 ${formatDuration(latency.e2e.p50)}, p95 ${formatDuration(latency.e2e.p95)}, ${basis}, ${price}`;
}

function verdict(result: AgentResult, options: RenderOptions): string {
  const { feasibleCount, pickTwo } = result;
  if (feasibleCount.value > 0) return fits(result, options);
  const line = options.paint.bad(`✗ Nothing gives you ${togetherWords(pickTwo.length)}.`);
  if (pickTwo.length < 2)
    return `${line}\n\n${trades(result, options.paint, 'What it would take:')}`;
  const possible = pickTwo.some(({ architecture }) => architecture !== null);
  const next = possible
    ? 'Choose which limit gives way:'
    : 'No single limit that gives way is enough:';
  return trades(result, options.paint, `${line} ${next}`);
}

function fits(result: AgentResult, { paint, top }: RenderOptions): string {
  const { value } = result.feasibleCount;
  const doubt = doubtWords(result);
  const line = paint.good(`✓ ${feasibleWords(result)}.`);
  const shown = result.feasible.slice(0, top);
  const more = value > shown.length ? `\n${paint.quiet(moreWords(result, shown.length))}` : '';
  return `${wrap(`${line}${doubt === '' ? '' : ` ${doubt}`} Cheapest first:`, WIDTH)}\n\n${architectures(
    result,
    shown.map((architecture) => ({ label: verdictMark(architecture), architecture })),
    '',
  )}${more}`;
}

function moreWords({ feasible, feasibleCount }: AgentResult, shown: number): string {
  if (feasible.length < feasibleCount.value)
    return `… of which ${formatCount(feasible.length)} are known in full: --top ${feasible.length}, or -f json`;
  const { value } = feasibleCount;
  return `… and ${value - shown} more: --top ${value}, or -f json`;
}

function verdictMark({ meets }: Architecture): string {
  return Object.values(meets).includes('unclear') ? 'unclear' : 'yes';
}

interface LabelledRow {
  readonly label: string;
  readonly architecture: Architecture;
}

/** Figures in a table, each row followed by what is different from today. */
function architectures(result: AgentResult, rows: readonly LabelledRow[], head: string): string {
  const time = shownTime(result);
  const tools = rows.some(({ architecture }) => architecture.tools.of > 0);
  const table = textTable(
    [
      { head },
      { head: time.label, align: 'right' },
      { head: 'accuracy' },
      ...(tools ? [{ head: 'tools' }] : []),
      { head: 'a request', align: 'right' },
      { head: 'id' },
    ],
    rows.map(({ label, architecture }) => [
      label,
      durationOrNone(time.of(architecture)),
      accuracyWords(architecture.accuracy),
      ...(tools ? [toolsWords(architecture.tools)] : []),
      moneyOrUnknown(architecture.cost.perRequest),
      architecture.id,
    ]),
  );
  const close = rows.flatMap(({ architecture }) => [
    ...tooCloseWords(architecture),
    // Said once: where something fits, not again beside what could be traded.
    ...(head !== '' && result.feasibleCount.value > 0
      ? []
      : tooFewCallsWords(architecture, result.limits)),
  ]);
  const [heading = '', ...lines] = table.split('\n');
  const indent = ' '.repeat(4);
  return [
    heading,
    ...lines.flatMap((line, index) => [
      line,
      wrap(describing(rows[index]?.architecture), WIDTH, indent),
    ]),
    ...[...new Set(close)].map((line) => wrap(line, WIDTH)),
  ].join('\n');
}

/** What differs from today, and what it comes to in a month. */
function describing(architecture: Architecture | undefined): string {
  if (architecture === undefined) return '';
  const month = monthWords(architecture);
  return month === '' ? architecture.name : `${architecture.name} · ${month}`;
}

function trades(result: AgentResult, paint: Paint, title: string): string {
  const possible = result.pickTwo.flatMap((pair) =>
    pair.architecture === null
      ? []
      : [{ label: CORNER_WORDS[pair.gives], architecture: pair.architecture }],
  );
  const impossible = result.pickTwo.filter((pair) => pair.architecture === null);
  const table = possible.length === 0 ? [] : [architectures(result, possible, 'gives way')];
  return [
    title,
    '',
    ...table,
    ...moreToolsWords(result).map((line) => wrap(line, WIDTH)),
    ...impossible.map((pair) => impossibleLine(pair, paint)),
  ].join('\n');
}

function impossibleLine(pair: Pair, paint: Paint): string {
  return wrap(`${CORNER_WORDS[pair.gives]}  ${paint.quiet(pair.price)}`, WIDTH, ' ');
}

/** Nothing fits: how far each limit alone would have to give, and what comes closest. */
function whatItTakes(result: AgentResult, alone: boolean): string {
  if (result.feasibleCount.value > 0) return '';
  const limits = takenLimits(result, alone);
  const why = reasons(result).map((reason) => wrap(`Nothing can be offered: ${reason}.`, WIDTH));
  const width = Math.max(...limits.map(({ corner }) => corner.length));
  return [
    ...(limits.length === 0 ? [] : ['Any one of these with --set is enough:']),
    ...limits.map(({ corner, set }) => ` ${corner.padEnd(width)}  ${set}`),
    ...why,
    ...(limits.length > 0 && result.nearMisses.length > 0 ? [''] : []),
    ...nearest(result, alone),
  ].join('\n');
}

function nearest(result: AgentResult, alone: boolean): string[] {
  const [closest] = result.nearMisses;
  if (closest === undefined) return [];
  const together = takenTogether(result).map((set) => `  ${shortSet(set, result, alone)}`);
  const words = `Closest to all of it: ${missWords(closest)} (${closest.id}: ${closest.name})`;
  const first = attackFirst(result);
  return [
    wrap(`${words}${together.length > 0 ? ', with' : '.'}`, WIDTH),
    ...together,
    ...(first === '' ? [] : [wrap(first, WIDTH)]),
  ];
}

function firstOutput(result: AgentResult, alone: boolean): string {
  const words = firstOutputWords(result);
  if (words === null) return '';
  const sets = words.set?.map((set) => `--set ${shortSet(set, result, alone)}`).join(' ');
  return [
    wrap(words.sentences.join(' '), WIDTH),
    ...(sets === undefined ? [] : [`  ${sets}`]),
  ].join('\n');
}

function cliffText(result: AgentResult, { paint, top }: RenderOptions): string {
  if (result.cliff.length < 2) return '';
  const { cliffDrop: drop } = result;
  const distinct = distinctSteps(result.cliff, ({ latencyMs }) => latencyMs);
  const time = shownTime(result);
  const shown = distinct.slice(0, Math.max(top, 8));
  const table = textTable(
    [{ head: `${time.label} within`, align: 'right' }, { head: 'best accuracy' }, { head: '' }],
    shown.map((point) => [
      formatDuration(point.latencyMs),
      `${accuracyFigure(point.architecture.accuracy)} ${point.architecture.accuracy.basis}`,
      drop?.to === point.architecture.id ? paint.bad('◀ the cliff') : '',
    ]),
  );
  const sentence = drop === null ? [] : [wrap(`Cliff: ${dropWords(drop)}.`, WIDTH)];
  const hidden = distinct.length - shown.length;
  const more = hidden > 0 ? [paint.quiet(`… and ${hidden} more`)] : [];
  const rate = exchangeWords(result);
  const byTask = taskCliffWords(result).map((line) => wrap(line, WIDTH));
  return [...sentence, ...(rate === '' ? [] : [wrap(rate, WIDTH)]), table, ...more, ...byTask].join(
    '\n',
  );
}

function offer(result: AgentResult, paint: Paint): string {
  const { proposal } = result;
  return wrap(`${paint.bold('Offer:')} "${proposal.statement}"`, WIDTH);
}
