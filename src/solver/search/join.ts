import type { Contest } from './contest.ts';
import { costOf, type Option } from './option.ts';
import { type Node, tree } from './tree.ts';

/**
 * Accuracy of the architectures of one class, by their summed scores, increasing in every score; null
 * for scores at which an architecture is not to be considered, and then for all lower ones, too.
 */
export type AccuracyOf = (scores: readonly number[]) => number | null;

/**
 * The pairs of two halves that no other pair beats in times, cost, accuracy and tools: exact on the
 * lattice. Blocks of pairs are passed over when even the earliest times that enclose them, at their
 * least cost and best accuracy, are beaten; nothing is composed to find that out.
 */
export function join(
  left: readonly Option[],
  right: readonly Option[],
  accuracyOf: AccuracyOf,
  contest: Contest,
): void {
  if (left.length === 0 || right.length === 0) return;
  const a = tree(left);
  const b = tree(right);
  if (left.length * right.length > SCOUTED ** 2) scout(a, b, accuracyOf, contest);
  visit(a, b, accuracyOf, contest);
}

/** Options of each half that are tried first. */
const SCOUTED = 64;

/** Tries a spread of pairs, so that what is reached early lets most blocks be passed over. */
function scout(a: Node, b: Node, accuracyOf: AccuracyOf, contest: Contest): void {
  const rights = spread(b, SCOUTED);
  for (const left of spread(a, SCOUTED)) {
    for (const right of rights) {
      const accuracy = accuracyOf(sum(left.scores, right.scores));
      if (accuracy !== null) contest.note(left, right, marksOf(left, right, accuracy));
    }
  }
}

/** About this many options, evenly from all corners of a tree. */
function spread(node: Node, count: number): readonly Option[] {
  if (node.children === null || count <= 1) {
    const every = Math.max(1, Math.floor(node.options.length / count));
    return node.options.filter((_, index) => index % every === 0).slice(0, Math.max(1, count));
  }
  return node.children.flatMap((child) => spread(child, count / 2));
}

function visit(a: Node, b: Node, accuracyOf: AccuracyOf, contest: Contest): void {
  const best = accuracyOf(sum(a.scores, b.scores));
  if (best === null) return;
  const marks = { cost: a.cost + b.cost, accuracy: best, tools: a.tools + b.tools };
  if (contest.isLost(a.fastest, b.fastest, marks)) return;
  const split =
    a.children !== null && (b.children === null || a.options.length >= b.options.length)
      ? 'a'
      : 'b';
  if (split === 'a' && a.children) {
    for (const child of a.children) visit(child, b, accuracyOf, contest);
  } else if (b.children) {
    for (const child of b.children) visit(a, child, accuracyOf, contest);
  } else pairs(a, b, accuracyOf, contest);
}

function pairs(a: Node, b: Node, accuracyOf: AccuracyOf, contest: Contest): void {
  for (const left of a.options) {
    for (const right of b.options) {
      const accuracy = accuracyOf(sum(left.scores, right.scores));
      if (accuracy === null) continue;
      const marks = marksOf(left, right, accuracy);
      if (!contest.isLost(left, right, marks)) contest.enter(left, right, marks);
    }
  }
}

function marksOf(left: Option, right: Option, accuracy: number) {
  return { cost: costOf(left) + costOf(right), accuracy, tools: left.tools + right.tools };
}

function sum(a: readonly number[], b: readonly number[]): number[] {
  return a.map((score, task) => score + (b[task] ?? 0));
}
