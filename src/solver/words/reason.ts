import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { formatPoints } from '../../units/points.ts';
import { type Candidate, primary } from '../candidate.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Problem } from '../problem.ts';

/** Changes below these are not worth a word: 0.5% of a time, half a percent of a cost, 0.05 points. */
const LEAST = { time: 0.005, cost: 0.005, accuracy: 0.0005 } as const;

/** The figures by which architectures are told apart. */
export interface Figures {
  /** `p95`, of which time `ms` is. */
  readonly percentile: string;
  readonly ms: number | null;
  /** 0..1. */
  readonly accuracy: number | null;
  /** USD a request. */
  readonly usd: number | null;
}

/**
 * Why a choice was made, told by what leaving it as it is today would do to the offer:
 * `otherwise p95 4.66 s instead of 1.80 s, +8.9 points, $0.031 a request instead of $0.014`.
 */
export function reasonFor(problem: Problem, offered: Candidate, otherwise: Candidate): string {
  const parts = differences(figuresOf(problem, offered), figuresOf(problem, otherwise));
  return parts.length === 0
    ? 'makes no difference that the table knows of'
    : `otherwise ${parts.join(', ')}`;
}

function figuresOf(problem: Problem, candidate: Candidate): Figures {
  const { corner, p } = primary(problem);
  const { accuracy, cost } = candidate;
  return {
    percentile: percentileName(p),
    ms: candidate.time(corner, p),
    accuracy: accuracy.value,
    usd: cost.perRequest,
  };
}

/** What another architecture has instead, in each figure where it is worth a word. */
export function differences(is: Figures, would: Figures): string[] {
  return [...timeWords(is, would), ...accuracyWords(is, would), ...costWords(is, would)];
}

function timeWords({ percentile, ms: is }: Figures, { ms: would }: Figures): string[] {
  if (is === null || would === null || Math.abs(would - is) <= LEAST.time * is) return [];
  return [`${percentile} ${formatDuration(would)} instead of ${formatDuration(is)}`];
}

function accuracyWords({ accuracy: is }: Figures, { accuracy: would }: Figures): string[] {
  if (is === null || would === null)
    return is === would ? [] : [would === null ? 'accuracy unknown' : 'accuracy known'];
  return Math.abs(would - is) < LEAST.accuracy ? [] : [formatPoints(would - is)];
}

function costWords({ usd: is }: Figures, { usd: would }: Figures): string[] {
  if (is === null || would === null || Math.abs(would - is) <= LEAST.cost * is) return [];
  const [cheap, dear] = [formatMoney(is), formatMoney(would)];
  return cheap === dear ? [] : [`${dear} a request instead of ${cheap}`];
}
