import type { AgentResult } from '../../solver/result.ts';
import { attackFirst } from '../attackFirst.ts';
import type { Screen } from '../report.ts';
import { wrap } from '../text/wrap.ts';
import { reasons, shortSet, takenLimits, takenTogether } from '../whatItTakes.ts';

/** What the architecture that comes closest to all limits is called beside those that give one up. */
export const CLOSEST = 'closest';

/** Nothing fits: how far each limit alone would have to give, or several a little; and where to begin. */
export function enough(result: AgentResult, alone: boolean, { width }: Screen): string {
  if (result.feasibleCount.value > 0) return '';
  const attack = attackFirst(result);
  return [
    ...relaxed(result, alone),
    ...reasons(result).map((reason) => wrap(`Nothing can be offered: ${reason}.`, width)),
    ...(attack === '' ? [] : [wrap(attack, width)]),
  ].join('\n');
}

/** Assignments stay on one line, whatever the width: they are copied. */
function relaxed(result: AgentResult, alone: boolean): string[] {
  const together = takenTogether(result).map((set) => shortSet(set, result, alone));
  const ways = [
    ...takenLimits(result, alone),
    ...(together.length === 0 ? [] : [{ corner: CLOSEST, set: together.join(' ') }]),
  ];
  if (ways.length === 0) return [];
  const width = Math.max(...ways.map(({ corner }) => corner.length));
  return [
    'Any one of these with --set is enough:',
    ...ways.map(({ corner, set }) => ` ${corner.padEnd(width)}  ${set}`),
  ];
}
