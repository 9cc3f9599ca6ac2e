import type { AgentResult } from '../../solver/result.ts';
import { investmentsText } from '../investments.ts';
import { measureNextText } from '../measureNext.ts';
import { offeredIn } from '../offered.ts';
import type { RenderOptions, Screen, SolveReport } from '../report.ts';
import { wrap } from '../text/wrap.ts';
import { firstOutputWords, shortSet } from '../whatItTakes.ts';
import { WIDE } from './architectureTable.ts';
import { cliffText } from './cliffText.ts';
import { enough } from './enough.ts';
import { header } from './header.ts';
import { hostSummaryText } from './hostSummary.ts';
import { overview, ruled } from './overview.ts';
import { seldomWords } from './seldomText.ts';
import { trustText } from './trustText.ts';
import { verdict } from './verdict.ts';

/** A result for the terminal: the verdict first, then what decides; the rest in a line each. */
export function renderTerminal(report: SolveReport, options: RenderOptions): string {
  const { agents, trust } = report;
  const alone = agents.length === 1;
  const seldom = seldomWords(report).map((words) => wrap(words, options.screen.width));
  const texts = agents.map((agent) => {
    const blocks = agentBlocks(agent, options, alone ? seldom : null);
    const traced = trustText(agent, trust?.get(agent.agent), options.screen);
    const text = [...blocks, traced].filter((block) => block !== '').join('\n\n');
    return alone ? text : `${ruled(agent.agent, options.screen)}\n\n${text}`;
  });
  const first = alone ? [] : [overview(agents, options.screen)];
  const last = alone || seldom.length === 0 ? [] : [seldom.join('\n')];
  return `${[...first, ...texts, ...last].join('\n\n\n')}${alone ? '\n' : '\n\n\n'}${next(agents, options)}`;
}

/** @param seldom what is said of the shortcuts of an agent that is alone; null where it is not */
function agentBlocks(
  result: AgentResult,
  options: RenderOptions,
  seldom: readonly string[] | null,
): string[] {
  const { screen } = options;
  const alone = seldom !== null;
  return [
    header(result, screen),
    verdict(result, options),
    enough(result, alone, screen),
    cliffText(result, options),
    [
      firstOutput(result, alone, options),
      hostSummaryText(result, options),
      measureNextText(result, options),
      ...(seldom ?? []),
    ]
      .filter((text) => text !== '')
      .join(options.all || screen.width >= WIDE ? '\n\n' : '\n'),
    investmentsText(result, screen.width),
    offer(result, screen),
  ];
}

function firstOutput(result: AgentResult, alone: boolean, { all, screen }: RenderOptions): string {
  const words = firstOutputWords(result);
  if (words === null) return '';
  const sets = words.set?.map((set) => `--set ${shortSet(set, result, alone)}`).join(' ');
  const said = all ? words.sentences : [words.sentences[0] ?? '', ...words.sentences.slice(-1)];
  return [
    wrap([...new Set(said)].join(' '), screen.width),
    ...(sets === undefined ? [] : [`  ${sets}`]),
  ].join('\n');
}

function offer(result: AgentResult, { paint, width }: Screen): string {
  return wrap(`${paint.bold('Offer:')} "${result.proposal.statement}"`, width);
}

/** What to ask next, said once. */
function next(agents: readonly AgentResult[], { all, screen }: RenderOptions): string {
  const [only] = agents;
  const id = (agents.length === 1 && only !== undefined ? offeredIn(only)?.id : undefined) ?? 'ID';
  const rest = all ? '' : '--all shows the rest; ';
  return screen.paint.quiet(
    wrap(`${rest}--explain ${id} takes it apart; budget accept SPEC ${id} signs it`, screen.width),
  );
}
