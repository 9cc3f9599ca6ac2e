import { distinctSteps } from '../../solver/explain/cliffDrop.ts';
import type { AgentResult, Architecture } from '../../solver/result.ts';
import { CORNER_WORDS } from '../../solver/words/corners.ts';
import { formatDuration } from '../../units/duration.ts';
import { attackFirst } from '../attackFirst.ts';
import { dropWords, exchangeWords } from '../cliffDrop.ts';
import { investmentWords } from '../investments.ts';
import { folded } from '../markdown/folded.ts';
import { type Block, blocks, bullets, code, type Markdown, marked } from '../markdown/markdown.ts';
import { HOST_COLUMNS, hostCells } from '../hostColumns.ts';
import { markdownTable } from '../markdown/markdownTable.ts';
import { measuredWords } from '../measuredWords.ts';
import { nextWords, taskCliffWords } from '../measureNext.ts';
import { missWords } from '../missWords.ts';
import { offeredIn } from '../offered.ts';
import type { RenderOptions, SolveReport } from '../report.ts';
import { firstOutputWords, reasons, shortSet, takenLimits, takenTogether } from '../whatItTakes.ts';
import {
  accuracyWords,
  doubtWords,
  durationOrNone,
  feasibleWords,
  monthWords,
  moneyOrUnknown,
  searchedWords,
  shownTime,
  togetherWords,
  toolsWords,
} from '../words.ts';
import { todayWords, wantedWords } from './header.ts';
import { doubts } from './doubts.ts';
import { hostSummary, hostTitle } from './hostSummary.ts';
import { moreToolsWords } from './moreTools.ts';
import { shared } from './nameParts.ts';
import { seldomWords } from './seldomText.ts';
import { trustMarkdown } from './trustText.ts';

/** How a result is written as Markdown. */
export interface MarkdownOptions extends Pick<RenderOptions, 'top'> {
  /** Pictures of an agent, or why there are none; nothing where nobody asked for any. */
  readonly pictures?: (agent: string) => readonly Block[];
}

/** A result for a pull request or a wiki: one section per agent, the verdict in its first sentence. */
export function renderMarkdown(report: SolveReport, options: MarkdownOptions): string {
  const alone = report.agents.length === 1;
  const seldom = seldomWords(report);
  return blocks([
    ...report.agents.flatMap((agent) => [
      ...agentMarkdown(agent, options, alone ? seldom : null),
      ...trustMarkdown(agent, report.trust?.get(agent.agent)),
    ]),
    ...(alone ? [] : seldom),
  ]).text;
}

/** @param seldom what is said of the shortcuts of an agent that is alone; null where it is not */
function agentMarkdown(
  result: AgentResult,
  options: MarkdownOptions,
  seldom: readonly string[] | null,
): Block[] {
  const { today } = result;
  const alone = seldom !== null;
  return [
    marked`## ${result.agent}`,
    verdict(result),
    `Wanted: ${wantedWords(result)}.`,
    ...(today === null
      ? []
      : [`Today${result.measured === null ? '' : ', composed'}: ${todayWords(today)}.`]),
    ...measuredWords(result),
    ...feasible(result, options.top),
    ...trades(result),
    offer(result),
    ...whatItTakes(result, alone),
    ...firstOutput(result, alone),
    ...(seldom ?? []),
    ...cliff(result),
    ...(options.pictures?.(result.agent) ?? []),
    ...details(result, options.top),
    marked`<sub>${`${searchedWords(result)}.`}</sub>`,
  ];
}

function verdict(result: AgentResult): Markdown {
  const { feasibleCount, pickTwo } = result;
  if (feasibleCount.value === 0)
    return marked`**✗ Nothing gives you ${togetherWords(pickTwo.length)}.**`;
  const doubt = doubtWords(result);
  return marked`**✓ ${feasibleWords(result)}.**${doubt === '' ? '' : marked` ${doubt}`}`;
}

function feasible(result: AgentResult, top: number): Block[] {
  const shown = result.feasible.slice(0, top);
  if (shown.length === 0) return [];
  const rows = shown.map((architecture) => ({
    label: Object.values(architecture.meets).includes('unclear') ? 'unclear' : 'fits',
    architecture,
  }));
  return [...table(result, '', rows), ...doubts(result, shown)];
}

function trades(result: AgentResult): Block[] {
  if (result.pickTwo.length === 0) return [];
  const possible = result.pickTwo.flatMap(({ gives, architecture }) =>
    architecture ? [{ label: CORNER_WORDS[gives], architecture }] : [],
  );
  const impossible = result.pickTwo.flatMap(({ gives, architecture, price }) =>
    architecture === null ? [`${CORNER_WORDS[gives]}: ${price}`] : [],
  );
  const fits = result.feasibleCount.value > 0;
  const body = blocks([
    ...(possible.length > 0 ? table(result, 'gives way', possible) : []),
    ...doubts(
      result,
      possible.map(({ architecture }) => architecture),
    ),
    ...moreToolsWords(result),
    bullets(impossible),
  ]);
  return fits
    ? [folded('What each limit could reach while the others hold', body)]
    : ['If one limit gives way:', body];
}

interface Row {
  readonly label: string;
  readonly architecture: Architecture;
}

/** What all rows change alike is said once, below. */
function table(result: AgentResult, head: string, list: readonly Row[]): Block[] {
  const time = shownTime(result);
  const changes = shared(list.map(({ architecture }) => architecture));
  const rows = list.map(({ label, architecture }, index) => [
    label,
    changes.own[index]?.join(', ') || 'nothing else',
    durationOrNone(time.of(architecture)),
    accuracyWords(architecture.accuracy),
    architecture.tools.of === 0 ? '' : toolsWords(architecture.tools),
    moneyOrUnknown(architecture.cost.perRequest),
    monthWords(architecture),
    code(architecture.id),
  ]);
  const columns = [
    head,
    'what you would get',
    { head: time.label, align: 'right' },
    'accuracy',
    list.some(({ architecture }) => architecture.tools.of > 0) ? 'tools' : '',
    { head: 'a request', align: 'right' },
    rows.some((row) => row[6] !== '') ? 'in all' : '',
    'id',
  ];
  const who = list.length === 2 ? 'Both' : `All ${list.length}`;
  return [
    markdownTable(columns, rows),
    ...(changes.all.length === 0 ? [] : [`${who}: ${changes.all.join(', ')}.`]),
  ];
}

function offer(result: AgentResult): Markdown {
  const id = offeredIn(result)?.id;
  const sign = id === undefined ? '' : marked` (${code(id)})`;
  return marked`> **Offer:** ${result.proposal.statement}${sign}`;
}

function whatItTakes(result: AgentResult, alone: boolean): Block[] {
  if (result.feasibleCount.value > 0) return [];
  const limits = takenLimits(result, alone);
  const attack = attackFirst(result);
  return [
    ...(limits.length === 0
      ? []
      : [
          marked`Any one of these with ${code('--set')} is enough:`,
          bullets(limits.map(({ corner, set }) => marked`${corner}: ${code(set)}`)),
        ]),
    ...reasons(result).map((reason) => `Nothing can be offered: ${reason}.`),
    ...closest(result, alone),
    ...(attack === '' ? [] : [attack]),
  ];
}

function closest(result: AgentResult, alone: boolean): Markdown[] {
  const [nearest] = result.nearMisses;
  if (nearest === undefined) return [];
  const together = takenTogether(result).map((set) => code(shortSet(set, result, alone)));
  const how = together.length > 0 ? marked`, with ${blocks(together, ' ')}` : '';
  return [
    marked`Closest to all of it: ${missWords(nearest)} (${code(nearest.id)}: ${nearest.name})${how}.`,
  ];
}

function firstOutput(result: AgentResult, alone: boolean): Markdown[] {
  const words = firstOutputWords(result);
  if (words === null) return [];
  const sets = words.set?.map((set) => `--set ${shortSet(set, result, alone)}`).join(' ');
  const ask = sets === undefined ? '' : marked` Ask with ${code(sets)}.`;
  return [marked`${words.sentences.join(' ')}${ask}`];
}

function cliff(result: AgentResult): Block[] {
  if (result.cliff.length < 2) return [];
  const { cliffDrop: drop } = result;
  const rate = exchangeWords(result);
  const points = distinctSteps(result.cliff, ({ latencyMs }) => latencyMs);
  const time = shownTime(result).label;
  const { own, all } = shared(points.map(({ architecture }) => architecture));
  const rows = points.map(({ latencyMs, architecture }, index) => [
    formatDuration(latencyMs),
    accuracyWords(architecture.accuracy),
    own[index]?.join(', ') || 'nothing else',
    drop?.to === architecture.id ? '◀ the cliff' : '',
  ]);
  return [
    ...(drop === null ? [] : [`Cliff: ${dropWords(drop)}.`]),
    ...(rate === '' ? [] : [rate]),
    folded(
      `Best accuracy within each ${time}`,
      blocks([
        markdownTable(
          [{ head: `${time} within`, align: 'right' }, 'best accuracy', 'what you would get', ''],
          rows,
        ),
        ...(all.length === 0 ? [] : [`All of them: ${all.join(', ')}.`]),
        ...taskCliffWords(result),
      ]),
    ),
  ];
}

/** What does not decide, folded. */
function details(result: AgentResult, top: number): Block[] {
  const summary = hostSummary(result, top);
  const { measureNext, investments } = result;
  return [
    ...(summary === null
      ? []
      : [
          folded(
            hostTitle(summary).replace(/:$/u, ''),
            blocks([
              markdownTable(HOST_COLUMNS, summary.rows.map(hostCells)),
              ...(summary.more > 0 ? [`… and ${summary.more} more: budget cost`] : []),
            ]),
          ),
        ]),
    ...(measureNext.length === 0
      ? []
      : [folded('Evals that would tell most', bullets(measureNext.map(nextWords)))]),
    ...(investments.length === 0
      ? []
      : ['Claimed, not available today:', bullets(investments.map(investmentWords))]),
  ];
}
