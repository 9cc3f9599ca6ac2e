import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { formatPoints } from '../../units/points.ts';
import { type Candidate, primary } from '../candidate.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Problem } from '../problem.ts';

/** Changes below these are not worth a word: 0.5% of a time, half a percent of a cost, 0.05 points. */
const LEAST = { time: 0.005, cost: 0.005, accuracy: 0.0005 } as const;

/**
 * Why a choice was made, told by what leaving it as it is today would do to the offer:
 * `otherwise p95 4.66 s instead of 1.80 s, +8.9 points, $0.031 a request instead of $0.014`.
 */
export function reasonFor(problem: Problem, offered: Candidate, otherwise: Candidate): string {
  const parts = [
    ...timeWords(problem, offered, otherwise),
    ...accuracyWords(offered, otherwise),
    ...costWords(offered, otherwise),
  ];
  return parts.length === 0
    ? 'makes no difference that the table knows of'
    : `otherwise ${parts.join(', ')}`;
}

function timeWords(problem: Problem, offered: Candidate, otherwise: Candidate): string[] {
  const { corner, p } = primary(problem);
  const [is, would] = [offered.time(corner, p), otherwise.time(corner, p)];
  if (is === null || would === null || Math.abs(would - is) <= LEAST.time * is) return [];
  return [`${percentileName(p)} ${formatDuration(would)} instead of ${formatDuration(is)}`];
}

function accuracyWords(offered: Candidate, otherwise: Candidate): string[] {
  const [is, would] = [offered.accuracy.value, otherwise.accuracy.value];
  if (is === null || would === null)
    return is === would ? [] : [would === null ? 'accuracy unknown' : 'accuracy known'];
  return Math.abs(would - is) < LEAST.accuracy ? [] : [formatPoints(would - is)];
}

function costWords(offered: Candidate, otherwise: Candidate): string[] {
  const [is, would] = [offered.cost.perRequest, otherwise.cost.perRequest];
  if (is === null || would === null || Math.abs(would - is) <= LEAST.cost * is) return [];
  const [cheap, dear] = [formatMoney(is), formatMoney(would)];
  return cheap === dear ? [] : [`${dear} a request instead of ${cheap}`];
}
