import type { AgentResult } from '../../solver/result.ts';
import { type Block, blocks, code, type Markdown, marked } from '../markdown/markdown.ts';
import { measuredWords } from '../measuredWords.ts';
import { offeredIn } from '../offered.ts';
import type { RenderOptions, SolveReport } from '../report.ts';
import { doubtWords, feasibleWords, searchedWords } from '../fittingWords.ts';
import { togetherWords } from '../words.ts';
import { todayWords, wantedWords } from './header.ts';
import { cliff, details } from './markdownDetails.ts';
import { firstOutput, whatItTakes } from './markdownTakes.ts';
import { feasible, trades } from './markdownTrades.ts';
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

function offer(result: AgentResult): Markdown {
  const id = offeredIn(result)?.id;
  const sign = id === undefined ? '' : marked` (${code(id)})`;
  return marked`> **Offer:** ${result.proposal.statement}${sign}`;
}
