import { seriesCdf } from '../../latency/joinCdf.ts';
import type { Law } from '../../latency/law.ts';
import type { Front } from './front.ts';
import { costOf, type Option } from './option.ts';
import { type Node, tree } from './tree.ts';

/** Two halves of an architecture with its figures. */
export interface Joined {
  readonly time: number;
  readonly cost: number;
  readonly accuracy: number;
  readonly tools: number;
  readonly left: Option;
  readonly right: Option;
}

/**
 * Accuracy of the architectures of one class, by their summed scores, increasing in every score; null
 * for scores at which an architecture is not to be considered, and then for all lower ones, too.
 */
export type AccuracyOf = (scores: readonly number[]) => number | null;

/**
 * The pairs of two halves that no other pair beats in the p-quantile of their series, cost, accuracy
 * and tools: exact on the lattice. Blocks of pairs are passed over when even the fastest law that
 * encloses them, at their least cost and best accuracy, is beaten; each test is one dot product.
 */
export function join(
  left: readonly Option[],
  right: readonly Option[],
  p: number,
  accuracyOf: AccuracyOf,
  front: Front<Joined>,
): void {
  if (left.length === 0 || right.length === 0) return;
  const a = tree(left);
  const b = tree(right);
  if (left.length * right.length > SCOUTED ** 2) scout(a, b, p, accuracyOf, front);
  visit(a, b, p, accuracyOf, front);
}

/** Options of each half that are tried first. */
const SCOUTED = 64;

/** Tries a spread of pairs, so that what is reached early lets most blocks be passed over. */
function scout(a: Node, b: Node, p: number, accuracyOf: AccuracyOf, front: Front<Joined>): void {
  const rights = spread(b, SCOUTED);
  for (const left of spread(a, SCOUTED)) {
    for (const right of rights) {
      const accuracy = accuracyOf(sum(left.scores, right.scores));
      if (accuracy === null) continue;
      front.note({
        time: seriesQuantile(left.law, right.law, p),
        cost: costOf(left) + costOf(right),
        accuracy,
        tools: left.tools + right.tools,
      });
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

function visit(a: Node, b: Node, p: number, accuracyOf: AccuracyOf, front: Front<Joined>): void {
  const best = accuracyOf(sum(a.scores, b.scores));
  if (best === null) return;
  const limit = front.reached(a.cost + b.cost, best, a.tools + b.tools);
  if (takesLonger(a.fastest, b.fastest, p, limit)) return;
  const split =
    a.children !== null && (b.children === null || a.options.length >= b.options.length)
      ? 'a'
      : 'b';
  if (split === 'a' && a.children) {
    for (const child of a.children) visit(child, b, p, accuracyOf, front);
  } else if (b.children) {
    for (const child of b.children) visit(a, child, p, accuracyOf, front);
  } else pairs(a, b, p, accuracyOf, front);
}

function pairs(a: Node, b: Node, p: number, accuracyOf: AccuracyOf, front: Front<Joined>): void {
  for (const left of a.options) {
    for (const right of b.options) {
      const cost = costOf(left) + costOf(right);
      const accuracy = accuracyOf(sum(left.scores, right.scores));
      if (accuracy === null) continue;
      const tools = left.tools + right.tools;
      if (takesLonger(left.law, right.law, p, front.reached(cost, accuracy, tools))) continue;
      front.add({
        time: seriesQuantile(left.law, right.law, p),
        cost,
        accuracy,
        tools,
        left,
        right,
      });
    }
  }
}

/** A tie in time may still be no tie elsewhere. */
const TIE = 1 + 1e-9;

function takesLonger(a: Law, b: Law, p: number, limit: number): boolean {
  return limit !== Number.POSITIVE_INFINITY && seriesCdf(a, b, limit * TIE) < p;
}

function sum(a: readonly number[], b: readonly number[]): number[] {
  return a.map((score, task) => score + (b[task] ?? 0));
}

/** The p-quantile of a series without forming it: the CDF is linear between cell mid-points. */
function seriesQuantile(a: Law, b: Law, p: number): number {
  const { step, size } = a.lattice;
  const mid = (cell: number) => (cell + 0.5) * step;
  let low = a.start + b.start - 1;
  let high = Math.min(size - 1, a.start + a.mass.length + b.start + b.mass.length);
  if (seriesCdf(a, b, mid(high)) < p) return Number.POSITIVE_INFINITY;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (seriesCdf(a, b, mid(middle)) >= p) high = middle;
    else low = middle;
  }
  const below = low < 0 ? 0 : seriesCdf(a, b, mid(low));
  const above = seriesCdf(a, b, mid(high));
  return Math.max(0, mid(low) + ((p - below) / (above - below)) * step);
}
