import type { Choices } from '../choices.ts';
import { coverage } from '../coverage.ts';
import type { Limits, Problem, ToolGroup } from '../problem.ts';
import { basisOf, byLabel, toChoices } from './classes.ts';
import { timeQuestions } from '../timeQuestion.ts';
import { Coupled, type WorthOf } from './building.ts';
import { type Clocks, type Clockwork, clockwork } from './clocks.ts';
import { boundsOf, type HeldLimits, keepsTimes, limitsOf } from './heldLimits.ts';
import { labels } from './label.ts';
import { costOf, type Option } from './option.ts';
import { OptionSets } from './optionSets.ts';
import { isEntangled } from './pool.ts';
import { halves } from './splits.ts';
import { type Node, tree } from './tree.ts';

/** Sets of tools that are compared as a whole (by measured sets) are held one by one; 2^14 of them. */
const MOST_COMPARED_AS_A_WHOLE = 14;

/**
 * The architectures with the best set of tools that keeps all other limits: most coverage, then most
 * tools, then cheapest (docs/rules.md); more than one only where they tie. Exact on the lattice.
 *
 * @param limits the limits that hold; that on tools is ignored
 * @returns null when the problem is coupled, or its tools are too many to be told apart by measured sets
 */
export function mostTools(problem: Problem, limits: Limits, clocks: Clocks): Choices[] | null {
  const free: Problem = { ...problem, limits: { ...limits, tools: { kind: 'atLeast', count: 0 } } };
  const worth = worthOf(problem.tools);
  if (worth === null || isEntangled(problem)) return null;
  const best: Best = {
    worth: Number.NEGATIVE_INFINITY,
    tools: -1,
    cost: Number.POSITIVE_INFINITY,
    found: [],
  };
  try {
    const questions = timeQuestions(free);
    for (const label of labels(free, questions)) {
      const work = clockwork(free, clocks, questions, label);
      const sets = new OptionSets(free, work, label, { worth, bounds: boundsOf(free) });
      searchClasses(free, work, halves(sets, sets.stages()), best);
    }
  } catch (error) {
    if (error instanceof Coupled) return null;
    throw error;
  }
  return best.found.map(([one, other]) =>
    toChoices(problem, { left: one.picks, right: other.picks }),
  );
}

/** A tool whose use is unknown leaves the coverage unknown, which ranks below any known one. */
const UNKNOWN = -1e6;

function worthOf(group: ToolGroup | null): WorthOf | null {
  if (group === null) return null;
  if (group.sets === null) {
    const usedBy = new Map(group.tools.map(({ name, usedBy: share }) => [name, share]));
    return {
      kind: 'sum',
      dropped(name) {
        const share = usedBy.get(name) ?? null;
        return share === null ? UNKNOWN : Math.max(UNKNOWN / 2, Math.log(1 - share));
      },
    };
  }
  if (group.tools.length > MOST_COMPARED_AS_A_WHOLE) return null;
  return { kind: 'set', kept: (tools) => coverage(group, tools).share ?? 0 };
}

interface Best {
  worth: number;
  tools: number;
  cost: number;
  found: [Option, Option][];
}

function searchClasses(
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
function isWorse(best: Best, worth: number, tools: number, cost: number): boolean {
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
