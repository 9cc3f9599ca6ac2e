import type { NextEval } from '../solver/measureNext.ts';
import type { AgentResult } from '../solver/result.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';
import { accuracyFigure, rangeWords } from './words.ts';
import type { RenderOptions } from './report.ts';
import { hanging, wrap } from './text/wrap.ts';

/** Untried choices that are named. */
const SHOWN = 3;

/** The eval to run next in a line, or all of them where everything is asked for; empty where there are none. */
export function measureNextText(
  { measureNext }: AgentResult,
  { all, screen }: Pick<RenderOptions, 'all' | 'screen'>,
): string {
  const [first, ...others] = measureNext;
  if (first === undefined) return '';
  if (!all) {
    const more = others.length > 0 ? ` (${others.length} more: --all)` : '';
    return wrap(`Measure next: ${briefly(first)}${more}.`, screen.width);
  }
  return [
    wrap('Measure these next; they would tell most about this decision:', screen.width),
    ...measureNext.map((each) => hanging(' - ', nextWords(each), screen.width)),
  ].join('\n');
}

/** `63628b29, 95% (88–98) predicted, on 560 items`; of what was measured, on as many more. */
function briefly(next: NextEval): string {
  return `${next.id}, ${accuracyFigure(next.accuracy)} ${next.accuracy.basis}, on ${formatCount(next.items)} ${next.kind === 'more' ? 'more ' : ''}items`;
}

/** `63628b29 fast plan, no critic: 95% (88–98) predicted, 92–97 after 560 items`. */
export function nextWords(next: NextEval): string {
  const { id, name, accuracy, untried } = next;
  const shown = untried.slice(0, SHOWN).join(', ');
  const more = untried.length > SHOWN ? ` and ${untried.length - SHOWN} more` : '';
  const why = untried.length === 0 ? '' : `; never tried: ${shown}${more}`;
  return `${id} ${accuracyFigure(accuracy)} ${accuracy.basis}, ${thenWords(next)}: ${name}${why}`;
}

/** What the eval would leave open. */
function thenWords({ kind, items, expected }: NextEval): string {
  const range = rangeWords(expected);
  return kind === 'new'
    ? `${range} to expect after ${formatCount(items)} items`
    : `${formatCount(items)} more items would settle it (${range})`;
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
