import type { AgentResult } from '../../solver/result.ts';
import { formatCount } from '../../units/count.ts';
import { offeredIn } from '../offered.ts';
import type { Screen } from '../report.ts';
import { textTable } from '../text/textTable.ts';
import { wrap } from '../text/wrap.ts';
import { accuracyWords, launchCost, shownTime } from '../words.ts';

/** Where a spec has several agents: which get what they want, and what each is offered. */
export function overview(agents: readonly AgentResult[], { paint, width }: Screen): string {
  const fitting = agents.filter(({ feasibleCount }) => feasibleCount.value > 0).length;
  const title = `Something fits for ${fitting === agents.length ? 'all' : `${fitting} of`} ${agents.length} agents. Offered:`;
  const rows = agents.map((agent) => rowOf(agent, paint));
  const doubt = rows.some(([mark]) => mark === '?');
  return [
    wrap(paint.bold(title), width),
    '',
    textTable(
      [
        { head: '' },
        { head: 'agent' },
        { head: 'fits', align: 'right' },
        { head: 'time', align: 'decimal' },
        { head: 'of', optional: 2 },
        { head: 'accuracy' },
        { head: 'a month', align: 'decimal', optional: 1 },
        { head: 'id', optional: 3 },
      ],
      rows,
      width,
    ),
    ...(doubt
      ? [
          paint.quiet(
            wrap(
              '? keeps its limits by the estimate, which is not certain enough to be sure',
              width,
              ' ',
            ),
          ),
        ]
      : []),
  ].join('\n');
}

function rowOf(agent: AgentResult, paint: Screen['paint']): string[] {
  const offered = offeredIn(agent);
  const { value } = agent.feasibleCount;
  const unclear = offered !== null && Object.values(offered.meets).includes('unclear');
  const mark = value === 0 ? paint.bad('✗') : unclear ? '?' : paint.good('✓');
  const time = shownTime(agent);
  return [
    mark,
    agent.agent,
    formatCount(value),
    offered === null ? '–' : time.words(offered),
    time.label,
    offered === null ? '–' : accuracyWords(offered.accuracy, agent),
    (offered && launchCost(offered, agent)) ?? '–',
    offered?.id ?? '–',
  ];
}

/** A line between agents, with the name of the one that follows. */
export function ruled(agent: string, { width, paint }: Screen): string {
  return paint.quiet(`── ${agent} `.padEnd(width, '─').slice(0, width));
}
