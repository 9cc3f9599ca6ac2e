import type { AgentResult, Architecture, Pair } from '../../solver/result.ts';
import { CORNER_WORDS } from '../../solver/words/corners.ts';
import { formatCount } from '../../units/count.ts';
import { listed } from '../../units/listed.ts';
import { missWords } from '../missWords.ts';
import type { RenderOptions, Screen } from '../report.ts';
import { hanging, wrap } from '../text/wrap.ts';
import { doubtWords, feasibleWords } from '../fittingWords.ts';
import { accuracyFigure, requestCost, shownTime, togetherWords, toolsWords } from '../words.ts';
import { architectureTable, type LabelledRow } from './architectureTable.ts';
import { doubts } from './doubts.ts';
import { CLOSEST } from './enough.ts';
import { moreToolsWords } from './moreTools.ts';

/** The verdict in a sentence, and the architectures to choose from. */
export function verdict(result: AgentResult, options: RenderOptions): string {
  return result.feasibleCount.value > 0 ? fits(result, options) : nothingFits(result, options);
}

function nothingFits(result: AgentResult, { screen }: RenderOptions): string {
  const { pickTwo } = result;
  const line = screen.paint.bad(`✗ Nothing gives you ${togetherWords(pickTwo.length)}.`);
  if (pickTwo.length < 2) return trades(result, screen, `${line} What it would take:`);
  const possible = pickTwo.some(({ architecture }) => architecture !== null);
  const next = possible
    ? 'Choose which limit gives way:'
    : 'No single limit that gives way is enough:';
  return trades(result, screen, `${line} ${next}`);
}

function trades(result: AgentResult, screen: Screen, title: string): string {
  const rows = result.pickTwo.flatMap(({ gives, architecture }) =>
    architecture === null ? [] : [{ label: CORNER_WORDS[gives], architecture }],
  );
  const all = [...rows, ...closest(result, rows)];
  return [
    wrap(title, screen.width),
    '',
    ...(all.length === 0 ? [] : [architectureTable(result, all, 'gives way', screen.width)]),
    ...doubtLines(result, all, screen.width),
    ...moreToolsWords(result).map((line) => wrap(line, screen.width)),
    ...impossible(result, screen),
  ].join('\n');
}

/** What comes closest to all limits, where it is none of the trades. */
function closest(result: AgentResult, rows: readonly LabelledRow[]): LabelledRow[] {
  const [nearest] = result.nearMisses;
  if (nearest === undefined || rows.some(({ architecture }) => architecture.id === nearest.id))
    return [];
  return [{ label: CLOSEST, architecture: nearest, remark: missWords(nearest, result) }];
}

/** Limits of which none can give way far enough, and why. */
function impossible({ pickTwo }: AgentResult, { paint, width }: Screen): string[] {
  const none = pickTwo.filter(({ architecture }) => architecture === null);
  const widest = Math.max(...none.map(({ gives }) => CORNER_WORDS[gives].length));
  return none.map(({ gives, price }) =>
    hanging(` ${CORNER_WORDS[gives].padEnd(widest)}  `, paint.quiet(price), width),
  );
}

function fits(result: AgentResult, { top, all, screen }: RenderOptions): string {
  const doubt = doubtWords(result);
  const line = screen.paint.good(`✓ ${feasibleWords(result)}.`);
  const shown = result.feasible.slice(0, all ? result.feasible.length : top);
  const order = shown.length > 1 ? ' Cheapest first:' : '';
  const rows = shown.map((architecture) => ({ label: mark(architecture), architecture }));
  const more = moreWords(result, shown.length);
  return [
    wrap(`${line}${doubt === '' ? '' : ` ${doubt}`}${order}`, screen.width),
    '',
    architectureTable(result, rows, '', screen.width),
    ...(more === '' ? [] : [screen.paint.quiet(wrap(more, screen.width))]),
    ...doubtLines(result, rows, screen.width),
    ...atBest(result, screen),
  ].join('\n');
}

function mark({ meets }: Architecture): string {
  return Object.values(meets).includes('unclear') ? 'unclear' : 'yes';
}

function moreWords({ feasible, feasibleCount: { value } }: AgentResult, shown: number): string {
  if (value <= shown) return '';
  return feasible.length < value
    ? `… of which ${formatCount(feasible.length)} are known in full: --all, or -f json`
    : `… and ${formatCount(value - shown)} more: --all, or -f json`;
}

function doubtLines(result: AgentResult, rows: readonly LabelledRow[], width: number): string[] {
  const architectures = rows.map(({ architecture }) => architecture);
  return doubts(result, architectures).map((line) => wrap(line, width));
}

/** How good each limit could be with the others held, architecture by architecture. */
function atBest(result: AgentResult, screen: Screen): string[] {
  const { pickTwo } = result;
  const byId = new Map<string, Pair[]>();
  for (const pair of pickTwo) {
    const id = pair.architecture?.id;
    if (id !== undefined) byId.set(id, [...(byId.get(id) ?? []), pair]);
  }
  const words = [...byId].map(
    ([id, pairs]) => `${listed(pairs.flatMap((pair) => bestWords(result, pair)))} (${id})`,
  );
  return [
    ...(words.length === 0
      ? []
      : [
          '',
          wrap(`Each limit at its best while the others hold: ${words.join('; ')}.`, screen.width),
        ]),
    ...moreToolsWords(result).map((line) => wrap(line, screen.width)),
    ...impossible(result, screen),
  ];
}

function bestWords(result: AgentResult, { gives, architecture }: Pair): string[] {
  if (architecture === null) return [];
  const { accuracy, tools } = architecture;
  if (gives === 'accuracy') return [`accuracy ${accuracyFigure(accuracy, result)}`];
  if (gives === 'tools') return [`tools ${toolsWords(tools)}`];
  if (gives === 'cost') return [`${requestCost(architecture, result)} a request`];
  const time = shownTime(result);
  return [`${time.label} ${time.words(architecture)}`];
}
