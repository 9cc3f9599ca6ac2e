import type { AgentResult, Architecture } from '../../solver/result.ts';
import { CORNER_WORDS } from '../../solver/words/corners.ts';
import { folded } from '../markdown/folded.ts';
import { type Block, blocks, bullets, code } from '../markdown/markdown.ts';
import { markdownTable } from '../markdown/markdownTable.ts';
import { accuracyWords, monthWords, requestCost, shownTime, toolsWords } from '../words.ts';
import { doubts } from './doubts.ts';
import { moreToolsWords } from './moreTools.ts';
import { shared } from './nameParts.ts';

/** What fits, the first of a long list. */
export function feasible(result: AgentResult, top: number): Block[] {
  const shown = result.feasible.slice(0, top);
  if (shown.length === 0) return [];
  const rows = shown.map((architecture) => ({
    label: Object.values(architecture.meets).includes('unclear') ? 'unclear' : 'fits',
    architecture,
  }));
  return [...table(result, '', rows), ...doubts(result, shown)];
}

/** What each limit could be if the others hold: folded where something fits as it is. */
export function trades(result: AgentResult): Block[] {
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
    time.words(architecture),
    accuracyWords(architecture.accuracy, result),
    architecture.tools.of === 0 ? '' : toolsWords(architecture.tools),
    requestCost(architecture, result),
    monthWords(architecture, result),
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
