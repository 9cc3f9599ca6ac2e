import type { Choices } from '../choices.ts';
import type { TimeCorner } from '../latency.ts';
import type { Problem } from '../problem.ts';
import { toolChoices } from '../enumerate.ts';
import { timeQuestions } from '../timeQuestion.ts';
import { Coupled } from './building.ts';
import { basisOf, byLabel, toChoices } from './classes.ts';
import { type Clocks, type Clockwork, clockwork } from './clocks.ts';
import { boundsOf, type HeldLimits, keepsTimes, limitsOf, type Room } from './heldLimits.ts';
import { labels } from './label.ts';
import { costOf, type Option } from './option.ts';
import { OptionSets } from './optionSets.ts';
import { isEntangled } from './pool.ts';
import { halves } from './splits.ts';
import { type Node, tree } from './tree.ts';

/** How many architectures keep every limit, and which, if there are not too many. */
interface Feasible {
  readonly count: number;
  readonly choices: readonly Choices[];
}

/** Options of half an architecture that are held in memory at once. */
const MOST_IN_A_HALF = 20_000;

/** Cells within which a percentile on the lattice of limits and one on a finer lattice agree. */
const NEAR = 4;

/**
 * Counts the architectures at the wanted tools that keep all limits, without forming them: blocks of
 * pairs that surely hold, or surely fail, are counted as one. Exact on the composer's lattice.
 *
 * @returns null when the problem is coupled or too large to be held
 */
export function countFeasible(problem: Problem, clocks: Clocks): number | null {
  return within(problem, clocks, 0, () => 0)?.count ?? null;
}

/**
 * The architectures at the wanted tools that keep all limits, and those so close to a limit on a time
 * that a finer lattice has to tell.
 *
 * @returns null when there are more than `most`, or when the problem is coupled or too large to be held
 */
export function mayBeFeasible(
  problem: Problem,
  clocks: Clocks,
  most: number,
): readonly Choices[] | null {
  const room = (corner: TimeCorner) => NEAR * (clocks.get(corner)?.lattice.step ?? 0);
  const found = within(problem, clocks, most, room);
  return found === null || found.count > most ? null : found.choices;
}

/** @param listed collect the choices of at most this many */
function within(problem: Problem, clocks: Clocks, listed: number, room: Room): Feasible | null {
  if (isEntangled(problem) || toolSets(problem) > MOST_IN_A_HALF) return null;
  const found: Choices[] = [];
  let count = 0;
  try {
    const questions = timeQuestions(problem);
    for (const label of labels(problem, questions)) {
      const work = clockwork(problem, clocks, questions, label);
      const bounds = boundsOf(problem, room);
      const sets = new OptionSets(problem, work, label, { prune: false, bounds });
      const stages = sets.stages();
      if (stages.some((stage) => stage.length > MOST_IN_A_HALF)) return null;
      const [left, right] = halves(sets, stages);
      if (left.length > MOST_IN_A_HALF || right.length > MOST_IN_A_HALF) return null;
      const classes = { problem, work, room, halves: [left, right] as const };
      count += countClasses(classes, (one, other) => {
        if (found.length < listed)
          found.push(toChoices(problem, { left: one.picks, right: other.picks }));
      });
    }
  } catch (error) {
    if (error instanceof Coupled) return null;
    throw error;
  }
  return { count, choices: found };
}

function toolSets({ tools, limits }: Problem): number {
  return toolChoices(tools, limits.tools);
}

type Found = (left: Option, right: Option) => void;

interface Classes {
  readonly problem: Problem;
  readonly work: Clockwork;
  readonly room: Room;
  readonly halves: readonly [readonly Option[], readonly Option[]];
}

function countClasses(
  { problem, work, room, halves: [left, right] }: Classes,
  found: Found,
): number {
  let count = 0;
  for (const [, ones] of byLabel(left)) {
    for (const [, others] of byLabel(right)) {
      const [one] = ones;
      const [other] = others;
      if (one === undefined || other === undefined) continue;
      const limits = limitsOf(problem, work, basisOf(problem, one, other), [one, other], room);
      if (limits !== null) count += countPairs(tree(ones), tree(others), limits, found);
    }
  }
  return count;
}

function countPairs(a: Node, b: Node, limits: HeldLimits, found: Found): number {
  if (a.cost + b.cost > limits.cost || !limits.holds(sum(a.scores, b.scores))) return 0;
  if (!keepsTimes(a.fastest, b.fastest, limits.times)) return 0;
  if (surely(a, b, limits)) return everyPair(a, b, found);
  if (a.children !== null && (b.children === null || a.options.length >= b.options.length)) {
    return a.children.reduce((count, child) => count + countPairs(child, b, limits, found), 0);
  }
  if (b.children !== null)
    return b.children.reduce((count, child) => count + countPairs(a, child, limits, found), 0);
  return eachPair(a, b, limits, found);
}

function surely(a: Node, b: Node, limits: HeldLimits): boolean {
  if (a.dearest + b.dearest > limits.cost || !limits.holds(sum(a.lowest, b.lowest))) return false;
  return keepsTimes(a.slowest, b.slowest, limits.times);
}

function everyPair(a: Node, b: Node, found: Found): number {
  for (const left of a.options) for (const right of b.options) found(left, right);
  return a.options.length * b.options.length;
}

function eachPair(a: Node, b: Node, limits: HeldLimits, found: Found): number {
  let count = 0;
  for (const left of a.options) {
    for (const right of b.options) {
      if (
        costOf(left) + costOf(right) > limits.cost ||
        !limits.holds(sum(left.scores, right.scores))
      )
        continue;
      if (!keepsTimes(left, right, limits.times)) continue;
      found(left, right);
      count += 1;
    }
  }
  return count;
}

function sum(a: readonly number[], b: readonly number[]): number[] {
  return a.map((score, task) => score + (b[task] ?? 0));
}
