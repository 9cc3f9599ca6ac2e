import type { AgentResult, Architecture } from '../solver/result.ts';
import { formatCount } from '../units/count.ts';
import { listed } from '../units/listed.ts';

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

/** What may be in doubt, as a reader would call it; a limit on tools is kept or not. */
const DOUBTED = [
  ['accuracy', 'accuracy'],
  ['latency', 'time'],
  ['ttft', 'first token'],
  ['progress', 'first progress'],
  ['cost', 'cost'],
] as const;

/** For how many of what fits it only seems so, by which of their figures; empty where none. */
export function doubtWords(fitting: Fitting): string {
  const counts = DOUBTED.flatMap(([corner, word]) => {
    const count = fitting.feasible.filter(({ meets }) => meets[corner] === 'unclear').length;
    return count === 0 ? [] : [{ count, words: [word as string] }];
  });
  const everyOne = counts.filter(({ count }) => count === fitting.feasible.length);
  const all =
    everyOne.length === 0
      ? []
      : [{ count: fitting.feasible.length, words: everyOne.flatMap(({ words }) => words) }];
  const some = counts
    .filter((each) => !everyOne.includes(each))
    .toSorted((a, b) => b.count - a.count);
  const [first, ...others] = [...all, ...some];
  if (first === undefined) return '';
  const verb = first.words.length === 1 ? 'is' : 'are';
  const rest = others.map(
    ({ count, words }) => `, for ${whichOnes(count, fitting)} the ${listed(words)}`,
  );
  const which = whichOnes(first.count, fitting);
  return `${which === 'this one' ? 'Here' : `For ${which}`} the ${listed(first.words)} ${verb} not certain enough to be sure${rest.join('')}.`;
}

function whichOnes(count: number, { feasible, feasibleCount }: Fitting): string {
  const isPart = feasible.length < feasibleCount.value;
  if (count < feasible.length) return `${count} of ${isPart ? 'those known in full' : 'them'}`;
  if (isPart) return 'those known in full';
  return count === 1 ? 'this one' : count === 2 ? 'both' : `all ${count}`;
}
