import type { Problem } from '../problem.ts';
import { byLabel } from './classes.ts';
import type { Clockwork } from './clocks.ts';
import { type HeldLimits, keepsTimes, limitsOf } from './heldLimits.ts';
import { type Best, isWorse, searchClasses } from './bestPair.ts';
import { costOf, type Option } from './option.ts';
import { type Node, tree } from './tree.ts';

/** All of an agent but its tools, under the limits that it has to keep together with them. */
export class RestOfAgent {
  readonly #problem: Problem;
  readonly #work: Clockwork;
  readonly #options: readonly Option[];
  readonly #classes: readonly { readonly node: Node; readonly first: Option }[];
  readonly #best: Best;
  /** The limits as a prediction is held to them; null when none can hold. */
  readonly #predicted: HeldLimits | null;
  /** All limits but that on accuracy. */
  readonly #free: HeldLimits | null;

  constructor(problem: Problem, work: Clockwork, options: readonly Option[], best: Best) {
    this.#problem = problem;
    this.#work = work;
    this.#options = options;
    this.#classes = [...byLabel(options).values()].flatMap((group) =>
      group[0] ? [{ node: tree(group), first: group[0] }] : [],
    );
    this.#best = best;
    const [any] = options;
    const { limits } = problem;
    const held = (on: Problem) => any && limitsOf(on, work, 'predicted', [any, any]);
    this.#free = held({ ...problem, limits: { ...limits, accuracy: null } }) ?? null;
    this.#predicted = limits.accuracy === null ? this.#free : (held(problem) ?? null);
  }

  get bestWorth(): number {
    return this.#best.worth;
  }

  /** Tries complete sets of tools with every way to run the rest; the best stays. */
  try(sets: readonly Option[]): void {
    searchClasses(this.#problem, this.#work, [sets, this.#options], this.#best);
  }

  /** Tries sets one after the other, until one fits. */
  tryLargest(sets: readonly Option[]): void {
    for (const set of sets) {
      if (isWorse(this.#best, set.worth, set.tools, 0)) return;
      if (!this.mayFit(set)) continue;
      const before = this.#best.found;
      this.try([set]);
      if (this.#best.found !== before) return;
    }
  }

  /** What a merged set promises could be better than the best known. */
  mayBeBetter(set: Option): boolean {
    return !isWorse(this.#best, set.worth, set.tools, 0) && this.mayFit(set);
  }

  /**
   * Whether some way to run the rest could keep the limits together with this set of tools, or with
   * one that is no worse in anything. A set that still agrees with a measured row may turn out as
   * accurate as that.
   */
  mayFit(set: Option): boolean {
    return this.#classes.some(({ node, first }) => {
      const measurable = (set.rows & first.rows) !== 0n;
      const held = measurable ? this.#free : this.#asPredicted(set.unknown || first.unknown);
      return held !== null && fits(set, node, held);
    });
  }

  /** What is unknown keeps no limit on accuracy, but any other one. */
  #asPredicted(unknown: boolean): HeldLimits | null {
    return unknown && this.#problem.limits.accuracy !== null ? null : this.#predicted;
  }
}

function fits(set: Option, node: Node, held: HeldLimits): boolean {
  if (costOf(set) + node.cost > held.cost) return false;
  if (!held.holds(set.scores.map((score, task) => score + (node.scores[task] ?? 0)))) return false;
  if (!keepsTimes(set, node.fastest, held.times)) return false;
  if (node.children !== null) return node.children.some((child) => fits(set, child, held));
  return node.options.some(
    (option) =>
      costOf(set) + costOf(option) <= held.cost &&
      held.holds(set.scores.map((score, task) => score + (option.scores[task] ?? 0))) &&
      keepsTimes(set, option, held.times),
  );
}
