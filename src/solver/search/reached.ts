import { logOdds } from '../../accuracy/logOdds.ts';
import { Staircase } from './staircase.ts';

/** Accuracies are told apart in steps of log odds, from -6 (0.25%) to 9 (99.99%). */
const LOWEST = -6;
const HIGHEST = 9;
const PER_UNIT = 256;
const STEPS = (HIGHEST - LOWEST) * PER_UNIT;

/**
 * Answers in logarithmic time what time is already reached by something at least as cheap, as
 * accurate and with as many tools. For each number of tools a Fenwick tree over steps of accuracy,
 * counted from the best down, with the least time by cost in each of its nodes.
 */
export class Reached {
  readonly #byTools = new Map<number, (Staircase | undefined)[]>();

  /** Something was found with these figures. */
  add(figures: { time: number; cost: number; accuracy: number; tools: number }): void {
    const nodes = this.#byTools.get(figures.tools) ?? [];
    this.#byTools.set(figures.tools, nodes);
    for (let node = rankOf(Math.floor(stepOf(figures.accuracy))); node <= STEPS + 1;) {
      const stairs = nodes[node] ?? new Staircase();
      nodes[node] = stairs;
      stairs.add(figures.cost, figures.time);
      node += node & -node;
    }
  }

  /** The least such time; Infinity when none is known. Accuracies of one step are not compared. */
  at(cost: number, accuracy: number, tools: number): number {
    let least = Number.POSITIVE_INFINITY;
    const rank = rankOf(Math.ceil(stepOf(accuracy)));
    for (const [kept, nodes] of this.#byTools) {
      if (kept < tools) continue;
      for (let node = rank; node > 0; node -= node & -node) {
        const time = nodes[node]?.at(cost);
        if (time !== undefined && time < least) least = time;
      }
    }
    return least;
  }
}

/** The step that an accuracy lies in, not rounded. */
export function stepOf(accuracy: number): number {
  const odds = accuracy <= 0 ? LOWEST : accuracy >= 1 ? HIGHEST : logOdds(accuracy);
  return (Math.min(HIGHEST, Math.max(LOWEST, odds)) - LOWEST) * PER_UNIT;
}

/** 1 for the best accuracy, STEPS + 1 for the worst. */
function rankOf(step: number): number {
  return STEPS + 1 - step;
}
