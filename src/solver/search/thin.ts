import { cumulative } from '../../latency/cumulative.ts';
import type { Law } from '../../latency/law.ts';
import { costOf, type Option } from './option.ts';
import type { Slack } from './slack.ts';
import type { Times } from './times.ts';

/** Excess over a factor of 1 beyond which more options are followed rather than larger errors stated. */
const COARSEST = 0.03;

/**
 * Drops options that another one matches up to a factor, the least that leaves few enough: then every
 * time, the cost and the odds of a right answer are at most by it worse, whatever the option is
 * composed with, since series, maxima, mixtures and loops keep a common factor of all times.
 */
export function thin(
  options: readonly Option[],
  redone: boolean,
  slack: Slack,
  most = slack.most,
): Option[] {
  let left = [...options];
  for (let excess = slack.finest; left.length > most && excess < COARSEST; excess *= 2) {
    const before = left.length;
    left = thinBy(left, redone, 1 + excess);
    if (left.length < before) slack.spend(1 + excess);
    // What was too fine here will be too fine for what comes next.
    else slack.finest = excess;
  }
  return left.length > AT_LAST * most ? spread(left, most, slack) : left;
}

/** Where not even that leaves few enough, this many times as many are followed before some go unmatched. */
const AT_LAST = 2;

/** Options from all over, by time, cost and accuracy; of the others nothing is known from then on. */
function spread(options: readonly Option[], most: number, slack: Slack): Option[] {
  slack.spend(Number.POSITIVE_INFINITY);
  const keys = [
    (option: Option) => option.law.mean,
    costOf,
    (option: Option) => -option.scores.reduce((sum, score) => sum + score, 0),
    weightOf,
  ];
  const each = Math.max(1, Math.floor(most / keys.length));
  const kept = keys.flatMap((key) => {
    const sorted = options.toSorted((a, b) => key(a) - key(b));
    const best = sorted.slice(0, each >> 1);
    const every = Math.max(1, Math.ceil(sorted.length / (each - best.length)));
    return [...best, ...sorted.filter((_, index) => index % every === 0)];
  });
  return [...new Set(kept)];
}

function thinBy(options: readonly Option[], redone: boolean, factor: number): Option[] {
  const groups = new Map<string, Option[]>();
  // Those with the least on the whole come first, for they can stand for most.
  const order = options.toSorted((a, b) => weightOf(a) - weightOf(b));
  for (const option of order) {
    const label = `${option.unknown}${option.rows}`;
    const kept = groups.get(label) ?? [];
    groups.set(label, kept);
    // The latest ones are the most alike.
    if (kept.findLastIndex((other) => covers(other, option, redone, factor)) < 0) kept.push(option);
  }
  return [...groups.values()].flat();
}

function weightOf(option: Option): number {
  const score = option.scores.reduce((sum, each) => sum + each, 0);
  return Math.log(1 + option.law.mean) + Math.log(1e-9 + costOf(option)) - score;
}

/** As good up to a factor. */
function covers(a: Option, b: Option, redone: boolean, factor: number): boolean {
  // A time that is never more than a factor longer is not longer by more on average.
  if (a.law.mean > b.law.mean * factor * (1 + ROUNDING)) return false;
  if (costOf(a) > costOf(b) * factor || a.tools < b.tools || a.worth < b.worth) return false;
  if (redone && (a.costAgain > b.costAgain * factor || a.fixed > b.fixed * factor)) return false;
  const given = Math.log(factor);
  for (let task = 0; task < a.scores.length; task++) {
    if (a.scores[task]! < b.scores[task]! - given) return false;
  }
  return timesCover(a, b, factor) && (!redone || timesCover(a.again, b.again, factor));
}

function timesCover(a: Times, b: Times, factor: number): boolean {
  return (
    lawCovers(a.law, b.law, factor) &&
    a.signs.every((sign, index) => {
      const other = b.signs[index];
      return (
        other === undefined ||
        (lawCovers(sign.shown, other.shown, factor) &&
          lawCovers(sign.waiting, other.waiting, factor))
      );
    })
  );
}

/** F_a(factor * t) >= F_b(t) at every cell. */
function lawCovers(a: Law, b: Law, factor: number): boolean {
  const sumsA = cumulative(a);
  const sumsB = cumulative(b);
  const last = sumsA.length - 1;
  for (let i = 0; i < sumsB.length; i++) {
    const at = (b.start + i) * factor - a.start;
    if (reachedAt(sumsA, last, at) < sumsB[i]! - ROUNDING) return false;
  }
  return true;
}

const ROUNDING = 1e-12;

/** The CDF between two cells, as the lattice splits mass between them. */
function reachedAt(sums: Float64Array, last: number, at: number): number {
  if (at >= last) return sums[last] ?? 0;
  const below = Math.floor(at);
  if (below < 0) return below === -1 ? (sums[0] ?? 0) * (at + 1) : 0;
  return sums[below]! + (sums[below + 1]! - sums[below]!) * (at - below);
}
