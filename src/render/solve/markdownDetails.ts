import { distinctSteps } from '../../solver/explain/cliffDrop.ts';
import type { AgentResult } from '../../solver/result.ts';
import { formatDuration } from '../../units/duration.ts';
import { dropWords, exchangeWords } from '../cliffDrop.ts';
import { HOST_COLUMNS, hostCells } from '../hostColumns.ts';
import { investmentWords } from '../investments.ts';
import { folded } from '../markdown/folded.ts';
import { type Block, blocks, bullets } from '../markdown/markdown.ts';
import { markdownTable } from '../markdown/markdownTable.ts';
import { nextWords, taskCliffWords } from '../measureNext.ts';
import { accuracyWords, shownTime } from '../words.ts';
import { hostSummary, hostTitle } from './hostSummary.ts';
import { shared } from './nameParts.ts';

/** Where accuracy falls off, its steps folded. */
export function cliff(result: AgentResult): Block[] {
  if (result.cliff.length < 2) return [];
  const { cliffDrop: drop } = result;
  const rate = exchangeWords(result);
  const points = distinctSteps(result.cliff, ({ latencyMs }) => latencyMs);
  const time = shownTime(result).label;
  const { own, all } = shared(points.map(({ architecture }) => architecture));
  const rows = points.map(({ latencyMs, architecture }, index) => [
    formatDuration(latencyMs),
    accuracyWords(architecture.accuracy, result),
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
export function details(result: AgentResult, top: number): Block[] {
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
