import type { Problem } from '../problem.ts';
import { basisOf, byLabel } from './classes.ts';
import type { Clockwork } from './clocks.ts';
import { type HeldLimits, keepsTimes, limitsOf } from './heldLimits.ts';
import { costOf, type Option } from './option.ts';
import { type Node, tree } from './tree.ts';

/** The best pair of halves so far: most worth, then most tools, then cheapest; more than one where they tie. */
export interface Best {
  worth: number;
  tools: number;
  cost: number;
  found: [Option, Option][];
}

/** Finds the best pairs that keep the limits. */
export function searchClasses(
  problem: Problem,
  work: Clockwork,
  [left, right]: readonly [readonly Option[], readonly Option[]],
  best: Best,
): void {
  for (const [, ones] of byLabel(left)) {
    for (const [, others] of byLabel(right)) {
      const [one] = ones;
      const [other] = others;
      if (one === undefined || other === undefined) continue;
      const held = limitsOf(problem, work, basisOf(problem, one, other), [one, other]);
      if (held) visit(tree(ones), tree(others), held, best);
    }
  }
}

function visit(a: Node, b: Node, held: HeldLimits, best: Best): void {
  if (isWorse(best, a.worth + b.worth, a.tools + b.tools, a.cost + b.cost) || !possible(a, b, held))
    return;
  const splitsA =
    a.children !== null && (b.children === null || a.options.length >= b.options.length);
  const node = splitsA ? a : b;
  if (node.children === null) {
    for (const left of a.options) for (const right of b.options) consider(left, right, held, best);
    return;
  }
  // The more promising half first: what it finds spares the other.
  const children = [...node.children].sort(
    (x, y) => y.worth - x.worth || y.tools - x.tools || x.cost - y.cost,
  );
  for (const child of children) {
    if (splitsA) visit(child, b, held, best);
    else visit(a, child, held, best);
  }
}

function possible(a: Node, b: Node, held: HeldLimits): boolean {
  if (a.cost + b.cost > held.cost) return false;
  if (!held.holds(a.scores.map((score, task) => score + (b.scores[task] ?? 0)))) return false;
  return keepsTimes(a.fastest, b.fastest, held.times);
}

const NOISE = 1e-9;

/** Strictly below the best so far: in worth, else in the number of tools, else in cost. */
export function isWorse(best: Best, worth: number, tools: number, cost: number): boolean {
  if (Math.abs(worth - best.worth) > NOISE * Math.max(1, Math.abs(worth)))
    return worth < best.worth;
  if (tools !== best.tools) return tools < best.tools;
  return cost > best.cost * (1 + NOISE);
}

function consider(left: Option, right: Option, held: HeldLimits, best: Best): void {
  const worth = left.worth + right.worth;
  const tools = left.tools + right.tools;
  const cost = costOf(left) + costOf(right);
  if (isWorse(best, worth, tools, cost) || cost > held.cost) return;
  if (!held.holds(left.scores.map((score, task) => score + (right.scores[task] ?? 0)))) return;
  if (!keepsTimes(left, right, held.times)) return;
  const ties = !isWorse({ worth, tools, cost, found: [] }, best.worth, best.tools, best.cost);
  best.found = ties ? [...best.found, [left, right]] : [[left, right]];
  if (!ties) Object.assign(best, { worth, tools, cost });
}
