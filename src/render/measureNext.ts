import type { NextEval } from '../solver/measureNext.ts';
import type { AgentResult } from '../solver/result.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';
import { accuracyFigure } from './words.ts';
import { wrap } from './wrap.ts';

const WIDTH = 80;

/** Untried choices that are named. */
const SHOWN = 3;

/** The evals to run next, one to two lines each; empty where there are none to name. */
export function measureNextText({ measureNext }: AgentResult): string {
  if (measureNext.length === 0) return '';
  return [
    'Measure these next; they would tell most about this decision:',
    ...measureNext.map((each) => wrap(nextWords(each), WIDTH, '   ').replace(/^ {2}/u, '')),
  ].join('\n');
}

/** The evals to run next, and where each task falls off, as Markdown. */
export function measureNextMarkdown(result: AgentResult): string[] {
  const next = result.measureNext.map((each) => `- ${nextWords(each)}`);
  return [
    ...taskCliffWords(result),
    ...(next.length === 0 ? [] : [`Measure next:\n\n${next.join('\n')}`]),
  ];
}

/** `63628b29 fast plan, no critic: 95% (88–98) predicted, 92–97 after 560 items`. */
export function nextWords(next: NextEval): string {
  const { id, name, accuracy, kind, items, expected, untried } = next;
  const range = `${percent(expected.low)}–${percent(expected.high)}`;
  const then =
    kind === 'new'
      ? `${range} to expect after ${formatCount(items)} items`
      : `${formatCount(items)} more items would settle it (${range})`;
  const shown = untried.slice(0, SHOWN).join(', ');
  const more = untried.length > SHOWN ? ` and ${untried.length - SHOWN} more` : '';
  const why = untried.length === 0 ? '' : `; never tried: ${shown}${more}`;
  return `${id} ${accuracyFigure(accuracy)} ${accuracy.basis}, ${then}: ${name}${why}`;
}

function percent(share: number): string {
  return formatShare(share, 0).replace('%', '');
}

/** Where each task falls off, in one line; empty without tasks, or where none does. */
export function taskCliffWords({ taskCliffs }: AgentResult): string[] {
  const drops = taskCliffs.flatMap(({ task, drop }) => {
    if (drop === null) return [];
    const doubt = drop.certain ? '' : ', within the intervals';
    return [
      `${task} ${formatDuration(drop.fromMs)} → ${formatDuration(drop.toMs)} (${formatShare(drop.from, 0)} → ${formatShare(drop.to, 0)}${doubt})`,
    ];
  });
  return drops.length === 0 ? [] : [`Steepest by task: ${drops.join('; ')}.`];
}
