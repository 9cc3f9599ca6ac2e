import { distinctSteps } from '../solver/explain/cliffDrop.ts';
import type { AgentResult, Architecture } from '../solver/result.ts';
import { formatDuration } from '../units/duration.ts';
import { attackFirst } from './attackFirst.ts';
import { dropWords, exchangeWords } from './cliffDrop.ts';
import { hostSummaryMarkdown } from './hostSummary.ts';
import { moreToolsWords } from './moreTools.ts';
import { markdownTable } from './markdownTable.ts';
import { investmentsMarkdown } from './investments.ts';
import { measureNextMarkdown } from './measureNext.ts';
import type { RenderOptions, SolveReport } from './report.ts';
import { CORNER_WORDS } from '../solver/words/corners.ts';
import { firstOutputWords, reasons, shortSet, takenLimits, takenTogether } from './whatItTakes.ts';
import { measuredWords } from './measuredWords.ts';
import { missWords } from './missWords.ts';
import { trustMarkdown } from './trustText.ts';
import {
  accuracyWords,
  doubtWords,
  feasibleWords,
  durationOrNone,
  limitWords,
  monthWords,
  moneyOrUnknown,
  searchedWords,
  shownTime,
  togetherWords,
  toolsWords,
} from './words.ts';

/** A result for a pull request or a wiki: one section per agent, the verdict in its first sentence. */
export function renderMarkdown(report: SolveReport, { top }: Pick<RenderOptions, 'top'>): string {
  const alone = report.agents.length === 1;
  return report.agents
    .flatMap((agent) => [
      agentMarkdown(agent, top, alone),
      ...trustMarkdown(agent, report.trust?.get(agent.agent)),
    ])
    .join('\n\n');
}

function agentMarkdown(result: AgentResult, top: number, alone: boolean): string {
  const tools = (result.today ?? result.frontier[0] ?? result.feasible[0])?.tools.of ?? 0;
  return [
    `## ${result.agent}`,
    `Wanted: ${limitWords(result, tools) || 'no limits'}. ${searchedWords(result)}.`,
    ...measuredWords(result),
    verdict(result),
    ...feasible(result, top),
    ...trades(result),
    ...whatItTakes(result, alone),
    ...firstOutput(result, alone),
    ...cliff(result),
    ...hostSummaryMarkdown(result, top),
    ...measureNextMarkdown(result),
    ...investmentsMarkdown(result),
    `**Offer:** ${result.proposal.statement}`,
  ].join('\n\n');
}

function verdict(result: AgentResult): string {
  const { feasibleCount, pickTwo } = result;
  const doubt = doubtWords(result);
  const { value } = feasibleCount;
  if (value === 0) return `**✗ Nothing gives you ${togetherWords(pickTwo.length)}.**`;
  return `**✓ ${feasibleWords(result)}.**${doubt === '' ? '' : ` ${doubt}`}`;
}

function feasible(result: AgentResult, top: number): string[] {
  const shown = result.feasible.slice(0, top);
  if (shown.length === 0 && result.today === null) return [];
  const today = result.today === null ? [] : [{ label: 'today', architecture: result.today }];
  const fitting = shown.map((architecture) => ({
    label: Object.values(architecture.meets).includes('unclear') ? 'unclear' : 'fits',
    architecture,
  }));
  return [rows(result, '', [...today, ...fitting])];
}

function trades(result: AgentResult): string[] {
  if (result.pickTwo.length === 0) return [];
  const possible = result.pickTwo.flatMap(({ gives, architecture }) =>
    architecture ? [{ label: CORNER_WORDS[gives], architecture }] : [],
  );
  const impossible = result.pickTwo
    .filter(({ architecture }) => architecture === null)
    .map(({ gives, price }) => `- ${CORNER_WORDS[gives]}: ${price}`);
  const title =
    result.feasibleCount.value > 0
      ? 'What each limit could reach if the others hold:'
      : 'If one limit gives way:';
  return [
    title,
    ...(possible.length > 0 ? [rows(result, 'gives way', possible)] : []),
    ...moreToolsWords(result),
    ...(impossible.length > 0 ? [impossible.join('\n')] : []),
  ];
}

function rows(
  result: AgentResult,
  head: string,
  list: readonly { readonly label: string; readonly architecture: Architecture }[],
): string {
  const time = shownTime(result);
  return markdownTable(
    [head, 'architecture', time.label, 'accuracy', 'tools', 'a request', 'a month', 'id'],
    list.map(({ label, architecture }) => [
      label,
      architecture.name,
      durationOrNone(time.of(architecture)),
      accuracyWords(architecture.accuracy),
      toolsWords(architecture.tools),
      moneyOrUnknown(architecture.cost.perRequest),
      monthWords(architecture) || '–',
      `\`${architecture.id}\``,
    ]),
  );
}

function whatItTakes(result: AgentResult, alone: boolean): string[] {
  if (result.feasibleCount.value > 0) return [];
  const limits = takenLimits(result, alone);
  const [nearest] = result.nearMisses;
  const together = takenTogether(result).map((set) => `\`${shortSet(set, result, alone)}\``);
  return [
    ...(limits.length === 0 ? [] : ['Any one of these with `--set` is enough:']),
    ...(limits.length === 0
      ? []
      : [limits.map(({ corner, set }) => `- ${corner}: \`${set}\``).join('\n')]),
    ...reasons(result).map((reason) => `Nothing can be offered: ${reason}.`),
    ...(nearest === undefined
      ? []
      : [
          `Closest to all of it: ${missWords(nearest)} (\`${nearest.id}\`: ${nearest.name})${together.length > 0 ? `, with ${together.join(' ')}` : ''}.`,
        ]),
    ...(attackFirst(result) === '' ? [] : [attackFirst(result)]),
  ];
}

function firstOutput(result: AgentResult, alone: boolean): string[] {
  const words = firstOutputWords(result);
  if (words === null) return [];
  const sets = words.set?.map((set) => `--set ${shortSet(set, result, alone)}`).join(' ');
  return [`${words.sentences.join(' ')}${sets === undefined ? '' : ` Ask with \`${sets}\`.`}`];
}

function cliff(result: AgentResult): string[] {
  if (result.cliff.length < 2) return [];
  const { cliffDrop: drop } = result;
  const rate = exchangeWords(result);
  const table = markdownTable(
    [`${shownTime(result).label} within`, 'best accuracy', 'architecture'],
    distinctSteps(result.cliff, ({ latencyMs }) => latencyMs).map((point) => [
      formatDuration(point.latencyMs),
      accuracyWords(point.architecture.accuracy),
      point.architecture.name,
    ]),
  );
  return [
    drop === null ? 'Best accuracy by latency:' : `Cliff: ${dropWords(drop)}.`,
    ...(rate === '' ? [] : [rate]),
    table,
  ];
}
