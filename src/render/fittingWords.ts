import type { AgentResult, Architecture } from '../solver/result.ts';
import { formatCount } from '../units/count.ts';

/** What fits, and how many there are. */
export interface Fitting {
  readonly feasible: readonly Pick<Architecture, 'meets'>[];
  readonly feasibleCount: AgentResult['feasibleCount'];
}

/** `12 architectures keep every limit`; what was counted from a sample is said to be about so many. */
export function feasibleWords({ feasible, feasibleCount }: Fitting): string {
  const { value, low, high, exact } = feasibleCount;
  const keep = value === 1 ? 'architecture keeps every limit' : 'architectures keep every limit';
  if (exact) return `${formatCount(value)} ${keep}`;
  if (value <= feasible.length) return `At least ${formatCount(value)} ${keep}`;
  return `About ${formatCount(twoDigits(value))} ${keep} (between ${formatCount(low)} and ${formatCount(high)})`;
}

function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}

/** `256 architectures (15,488 with fewer tools), all considered`. */
export function searchedWords({ searched }: AgentResult): string {
  const { architectures, withTools } = searched;
  const more =
    withTools > architectures ? ` (${formatCount(withTools)} with every set of tools)` : '';
  return `${formatCount(architectures)} ${architectures === 1 ? 'architecture' : 'architectures'}${more}, ${consideredWords(searched)}`;
}

function consideredWords({ exact, epsilon }: AgentResult['searched']): string {
  if (exact) return 'all considered';
  return epsilon === undefined || epsilon === null
    ? 'not all could be considered: better ones than these may exist'
    : `considered up to ${roundUp(100 * epsilon)}%: none is better by more in time, cost or odds of a right answer (--exact takes longer)`;
}

function roundUp(percent: number): number {
  return Math.ceil(percent * 100) / 100;
}

/** How many of what fits only seem to, by the width of their accuracy's interval; empty where none. */
export function doubtWords({ feasible, feasibleCount }: Fitting): string {
  const unclear = feasible.filter(({ meets }) => Object.values(meets).includes('unclear')).length;
  if (unclear === 0) return '';
  const all = feasibleCount.value;
  if (feasible.length < all) {
    const listed =
      unclear === feasible.length ? 'those known in full' : `${unclear} of those known in full`;
    return `For ${listed} ${doubted(feasible)} not certain enough to be sure.`;
  }
  const everyOne = all === 1 ? 'Here' : all === 2 ? 'For both' : `For all ${all}`;
  const which = unclear < all ? `For ${unclear} of them` : everyOne;
  return `${which} ${doubted(feasible)} not certain enough to be sure.`;
}

/** What the doubt is about, with its verb. */
function doubted(feasible: Fitting['feasible']): string {
  const isUnclear = (corner: 'latency' | 'accuracy' | 'cost') =>
    feasible.some(({ meets }) => meets[corner] === 'unclear');
  if (!isUnclear('latency')) return 'the accuracy is';
  return isUnclear('accuracy') ? 'time and accuracy are' : 'the time is';
}
