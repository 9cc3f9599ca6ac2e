import { cumulative } from '../../latency/cumulative.ts';
import { firstReaching } from '../../latency/firstReaching.ts';
import type { Law } from '../../latency/law.ts';
import { costOf, type Option, type Picks } from './option.ts';
import type { Times } from './times.ts';

/** Rounding of sums that differ in their order only. */
const NOISE = 1e-12;

/**
 * Drops options that another one dominates: no slower in the sense of first-order stochastic
 * dominance (so in every percentile of everything composed with it), no dearer, no less accurate on
 * any task, no fewer tools. Only options that agree with the same measured rows and know equally much
 * are compared, since accuracy may come to depend on either. Equal options are all kept while they are few.
 *
 * @param redone the stretch lies inside a loop, so that its time when run again counts, too
 */
export function prune(options: readonly Option[], redone: boolean): Option[] {
  const kept = new Map<string, Rivals>();
  const crowded = options.length > MOST_WITH_TWINS;
  for (const option of sorted(options)) {
    const label = `${option.unknown ? '?' : ''}${option.rows}`;
    const rivals = kept.get(label) ?? new Rivals();
    kept.set(label, rivals);
    consider(option, rivals, redone, crowded);
  }
  return [...kept.values()].flatMap(({ options: survivors }) => survivors);
}

/** Options that nothing so far dominates, with the figures that tell most pairs apart at once. */
class Rivals {
  readonly options: Option[] = [];
  readonly means: number[] = [];
  readonly scores: number[] = [];
  readonly sums: Float64Array[] = [];

  add(option: Option): void {
    this.options.push(option);
    this.means.push(option.law.mean);
    this.scores.push(option.scores[0] ?? 0);
    this.sums.push(cumulative(option.law));
  }
}

/** Cheapest first, so that nothing can dominate what comes before it. */
function sorted(options: readonly Option[]): Option[] {
  return options
    .map((option) => ({ option, cost: costOf(option), score: scoreOf(option) }))
    .sort((a, b) => a.cost - b.cost || a.option.law.mean - b.option.law.mean || b.score - a.score)
    .map(({ option }) => option);
}

/** Above this many options, of those that are equal in everything one stands for all: their number grows like permutations. */
const MOST_WITH_TWINS = 256;

function consider(option: Option, rivals: Rivals, redone: boolean, crowded: boolean): void {
  const { options, means, scores, sums } = rivals;
  const slowest = option.law.mean * (1 + NOISE);
  const lowest = (option.scores[0] ?? 0) - NOISE;
  const probes = probesOf(option.law);
  for (let index = 0; index < options.length; index++) {
    if (means[index]! > slowest || scores[index]! < lowest) continue;
    const rival = options[index]!;
    if (isSlowerAt(probes, rival.law.start, sums[index]!) || !matches(rival, option, redone))
      continue;
    if (!isEqual(rival, option, redone)) return;
    if (!crowded) continue;
    // Whatever order they came in, the same twin stays.
    if (keyOf(option.picks) < keyOf(rival.picks)) options[index] = option;
    return;
  }
  rivals.add(option);
}

/** A few cells of a law with its CDF there: enough to see that most others are not faster. */
interface Probe {
  readonly cell: number;
  readonly reached: number;
}

const PROBED = [0.02, 0.2, 0.5, 0.8, 0.95, 0.995];

function probesOf(law: Law): Probe[] {
  const sums = cumulative(law);
  const probes: Probe[] = [];
  for (const share of PROBED) {
    const index = firstReaching(sums, share);
    if (index < sums.length)
      probes.push({ cell: law.start + index, reached: sums[index]! - NOISE });
  }
  return probes;
}

function isSlowerAt(probes: readonly Probe[], start: number, sums: Float64Array): boolean {
  const last = sums.length - 1;
  for (const { cell, reached } of probes) {
    const i = cell - start;
    if (i < 0 || sums[i < last ? i : last]! < reached) return true;
  }
  return false;
}

function keyOf(picks: Picks): string {
  return pairsOf(picks).sort().join();
}

function pairsOf(picks: Picks): string[] {
  if ('left' in picks) return [...pairsOf(picks.left), ...pairsOf(picks.right)];
  return [
    ...picks.values.map(([name, value]) => `${name}=${value}`),
    ...(picks.tools ?? []),
    ...(picks.order === null ? [] : [picks.order]),
  ];
}

function scoreOf({ scores }: Option): number {
  return scores.reduce((sum, score) => sum + score, 0);
}

/** As good everywhere. */
function matches(a: Option, b: Option, redone: boolean): boolean {
  if (
    costOf(a) > costOf(b) + NOISE ||
    a.tools < b.tools ||
    a.worth < b.worth - NOISE ||
    (a.served & b.served) !== b.served ||
    a.law.mean > b.law.mean * (1 + NOISE)
  )
    return false;
  // Inside a loop or under a shortcut, calls weigh more or less than monthly costs do.
  if (redone && (a.costAgain > b.costAgain + NOISE || a.fixed > b.fixed + NOISE)) return false;
  for (let task = 0; task < a.scores.length; task++) {
    if ((a.scores[task] ?? 0) < (b.scores[task] ?? 0) - NOISE) return false;
  }
  return isNoLater(a, b) && (!redone || isNoLater(a.again, b.again));
}

/** By its end and by its output, of every kind that is followed. */
function isNoLater(a: Times, b: Times): boolean {
  return (
    isNoSlower(a.law, b.law) &&
    a.signs.every((sign, index) => {
      const other = b.signs[index];
      return (
        other === undefined ||
        (isNoSlower(sign.shown, other.shown) && isNoSlower(sign.waiting, other.waiting))
      );
    })
  );
}

/** F_a >= F_b everywhere on the lattice. */
function isNoSlower(a: Law, b: Law): boolean {
  if (a === b) return true;
  const sumsA = cumulative(a);
  const sumsB = cumulative(b);
  const last = sumsA.length - 1;
  const end = b.start + sumsB.length;
  for (let k = b.start; k < end; k++) {
    const i = k - a.start;
    const reached = i < 0 ? 0 : (sumsA[i < last ? i : last] ?? 0);
    if (reached < (sumsB[k - b.start] ?? 0) - NOISE) return false;
  }
  return true;
}

function isEqual(a: Option, b: Option, redone: boolean): boolean {
  return (
    costOf(a) >= costOf(b) - NOISE &&
    a.tools === b.tools &&
    a.worth <= b.worth + NOISE &&
    a.served === b.served &&
    a.scores.every((score, task) => score <= (b.scores[task] ?? 0) + NOISE) &&
    isNoLater(b, a) &&
    (!redone ||
      (a.costAgain >= b.costAgain - NOISE &&
        a.fixed >= b.fixed - NOISE &&
        isNoLater(b.again, a.again)))
  );
}
