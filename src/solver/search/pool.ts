import { fromLogOdds, logOdds } from '../../accuracy/logOdds.ts';
import { accuracyOf as accuracyOfChoices } from '../accuracy.ts';
import type { Choices } from '../choices.ts';
import { savingSteps } from '../cost.ts';
import type { LatencyComposer } from '../latencyComposer.ts';
import type { Problem } from '../problem.ts';
import { stepsIn } from '../stepsIn.ts';
import { type Basis, basisOf, byLabel, toChoices } from './classes.ts';
import { Front } from './front.ts';
import { limitsOf } from './heldLimits.ts';
import { type AccuracyOf, join, type Joined } from './join.ts';
import type { Option } from './option.ts';
import { Coupled, type Label, OUTSIDE } from './building.ts';
import { OptionSets } from './optionSets.ts';

/**
 * The architectures at the wanted tools of which none is beaten, in the p-quantile of the end to end
 * time, cost, accuracy and tools, by another one whose accuracy rests on the same basis (measured,
 * predicted or unknown): the frontier is among them, and so is the best answer to every question
 * about limits on these. Exact on the composer's lattice.
 *
 * @returns null when steps are coupled in a way that only enumeration can follow
 */
export function pool(problem: Problem, composer: LatencyComposer, p: number): Choices[] | null {
  if (isEntangled(problem)) return null;
  const fronts = new Map<string, Front<Joined>>();
  try {
    for (const label of labels(problem)) {
      const sets = new OptionSets(problem, composer, label);
      const [left, right] = halves(sets, sets.stages());
      joinClasses(problem, left, right, p, fronts);
    }
  } catch (error) {
    if (error instanceof Coupled) return null;
    throw error;
  }
  const pairs = [...fronts.values()].flatMap((front) => front.entries);
  return distinct(
    pairs.map(({ left, right }) => toChoices(problem, { left: left.picks, right: right.picks })),
  );
}

/** An architecture may be on the front of its basis and on that of those above floors. */
function distinct(all: readonly Choices[]): Choices[] {
  const keyed = all.map(
    (choices) =>
      [JSON.stringify([[...choices.values], choices.tools, choices.order]), choices] as const,
  );
  return [...new Map(keyed).values()];
}

/** What a step costs hangs on more than its own choice, in a way that no label tells. */
export function isEntangled(problem: Problem): boolean {
  return sharesFixedCosts(problem) || compactsUnsteadily(problem);
}

/** A compaction that a shortcut skips, or that lies in a loop, comes before some calls of a step and not before others. */
function compactsUnsteadily(problem: Problem): boolean {
  const order = stepsIn(problem.workflow);
  return savingSteps(problem).some(({ name }) => {
    const skipped = problem.shortcuts.some(({ skips }) => skips.includes(name));
    const at = order.indexOf(name);
    const looped = problem.steps.some(
      (step) =>
        step.onReject !== null &&
        order.indexOf(step.onReject.redo) < at &&
        at <= order.indexOf(step.name),
    );
    return skipped || looped;
  });
}

/** Two steps of one component pay its monthly cost once, so neither can be judged alone. */
function sharesFixedCosts(problem: Problem): boolean {
  const costly = problem.steps
    .filter((step) => step.options.some(({ fixedCost }) => fixedCost > 0))
    .map(({ component }) => component);
  return new Set(costly).size < costly.length;
}

/** Choices of the steps that make later calls cheaper: one search for each. */
export function labels(problem: Problem): Label[] {
  return savingSteps(problem).reduce<Label[]>(
    (all, step) => {
      const values = [...step.options.map(({ value }) => value), ...(step.optional ? ['off'] : [])];
      return all.flatMap((label) => values.map((value) => new Map([...label, [step.name, value]])));
    },
    [new Map()],
  );
}

/** Stages in two halves of about equal size, each pruned as it grows. */
export function halves(sets: OptionSets, stages: readonly Option[][]): [Option[], Option[]] {
  const sizes: [number, number] = [1, 1];
  const parts: [Option[] | null, Option[] | null] = [null, null];
  for (const stage of [...stages].sort((a, b) => b.length - a.length)) {
    const side = sizes[0] <= sizes[1] ? 0 : 1;
    const before = parts[side];
    const grown = before === null ? stage : sets.inSeries(before, stage, OUTSIDE);
    parts[side] = grown;
    sizes[side] = grown.length;
  }
  const [left, right] = parts;
  return [left ?? [], right ?? sets.nothing()];
}

/** Pairs of options whose measured rows and knowledge agree share a way to their accuracy. */
function joinClasses(
  problem: Problem,
  left: readonly Option[],
  right: readonly Option[],
  p: number,
  fronts: Map<string, Front<Joined>>,
): void {
  for (const [, ones] of byLabel(left)) {
    for (const [, others] of byLabel(right)) {
      const [one] = ones;
      const [other] = others;
      if (one === undefined || other === undefined) continue;
      const basis = basisOf(problem, one, other);
      const front = fronts.get(basis) ?? new Front<Joined>();
      fronts.set(basis, front);
      const accuracyOf = accuracyIn(problem, basis, one, other);
      join(ones, others, p, accuracyOf, front);
      joinAboveFloors(problem, [ones, others], p, accuracyOf, fronts);
    }
  }
}

/** With floors on tasks, less accuracy overall may be the better answer: what reaches the floors has a front of its own. */
function joinAboveFloors(
  problem: Problem,
  [ones, others]: readonly [readonly Option[], readonly Option[]],
  p: number,
  accuracyOf: AccuracyOf,
  fronts: Map<string, Front<Joined>>,
): void {
  const [one] = ones;
  const [other] = others;
  if (one === undefined || other === undefined || (problem.limits.accuracy?.tasks.size ?? 0) === 0)
    return;
  const basis = basisOf(problem, one, other);
  const held = limitsOf(problem, basis, one, other);
  if (held === null) return;
  const key = `${basis} above floors`;
  const front = fronts.get(key) ?? new Front<Joined>();
  fronts.set(key, front);
  join(ones, others, p, (scores) => (held.holds(scores) ? accuracyOf(scores) : null), front);
}

function accuracyIn(problem: Problem, basis: Basis, left: Option, right: Option): AccuracyOf {
  if (basis === 'unknown') return () => 0;
  if (basis === 'measured') {
    const { value } = accuracyOfChoices(
      problem,
      toChoices(problem, { left: left.picks, right: right.picks }),
    );
    return () => value ?? 0;
  }
  const bases = problem.accuracy?.bases ?? [];
  const constants = bases.map(
    (base, task) => logOdds(base.accuracy) + (problem.accuracy?.constant?.[task]?.mid ?? 0),
  );
  return (scores) =>
    bases.reduce(
      (mean, base, task) =>
        mean + base.weight * fromLogOdds((constants[task] ?? 0) + (scores[task] ?? 0)),
      0,
    );
}
