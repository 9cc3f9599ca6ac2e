import { fromLogOdds, logOdds } from '../../accuracy/logOdds.ts';
import { accuracyOf as accuracyOfChoices } from '../accuracy.ts';
import type { Choices } from '../choices.ts';
import { savingSteps } from '../cost.ts';
import type { Problem } from '../problem.ts';
import { stepsIn } from '../stepsIn.ts';
import type { TimeQuestion } from '../timeQuestion.ts';
import { Coupled, type Watch } from './building.ts';
import { type Basis, basisOf, byLabel, toChoices } from './classes.ts';
import { coverageRanking } from './coverageRanking.ts';
import { type Clocks, type Clockwork, clockwork } from './clocks.ts';
import { contestFor } from './contest.ts';
import { limitsOf } from './heldLimits.ts';
import { type AccuracyOf, join } from './join.ts';
import { labels } from './label.ts';
import type { Option } from './option.ts';
import { OptionSets } from './optionSets.ts';
import { Slack } from './slack.ts';
import { halves } from './splits.ts';

/** A contest for every basis that accuracy may rest on. */
type Contests = Map<string, ReturnType<typeof contestFor>>;

/** What a search found. */
export interface Pool {
  readonly choices: readonly Choices[];
  /** Every architecture is matched by one of these, up to this share in times, cost and odds of a right answer; 0 when exact. */
  readonly epsilon: number;
}

/** What a set of tools is compared by: how many there are, or the coverage and then how many. */
export type ToolsCorner = 'number' | 'coverage';

export interface PoolOptions {
  /** Options of a stretch that are followed; with more, nearly equal ones go. */
  readonly most?: number;
  readonly worth?: ToolsCorner;
  readonly watch?: Watch;
}

/**
 * The architectures at the wanted tools of which none is beaten, in the percentiles asked about,
 * cost, accuracy and tools, by another one whose accuracy rests on the same basis (measured,
 * predicted or unknown): the frontier is among them, and so is the best answer to every question
 * about limits on these. Exact on the lattices of the clocks.
 *
 * @returns null when steps are coupled in a way that only enumeration can follow
 */
export function pool(
  problem: Problem,
  clocks: Clocks,
  questions: readonly TimeQuestion[],
  { most = Number.POSITIVE_INFINITY, worth = 'number', watch }: PoolOptions = {},
): Pool | null {
  if (isEntangled(problem)) return null;
  const byCoverage = worth === 'coverage' && problem.tools !== null;
  const ranking = byCoverage ? coverageRanking(problem.tools) : null;
  if (byCoverage && ranking === null) return null;
  let epsilon = 0;
  const contests: Contests = new Map();
  try {
    for (const label of labels(problem, questions)) {
      const work = clockwork(problem, clocks, questions, label);
      const slack = new Slack(most);
      const sets = new OptionSets(problem, work, label, {
        slack,
        ...(ranking && { worth: ranking.worth }),
        ...(watch && { watch }),
      });
      const [left, right] = halves(sets, sets.stages());
      const ranked = (options: Option[]) => (ranking ? options.map(ranking.ranked) : options);
      joinClasses(problem, work, [ranked(left), ranked(right)], contests);
      epsilon = Math.max(epsilon, slack.epsilon);
    }
  } catch (error) {
    if (error instanceof Coupled) return null;
    throw error;
  }
  const pairs = [...contests.values()].flatMap((contest) => contest.winners);
  const choices = distinct(
    pairs.map(({ left, right }) => toChoices(problem, { left: left.picks, right: right.picks })),
  );
  return { choices, epsilon };
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

/** A tool or a shortcut that is a step as well pays its monthly cost once for both. */
function sharesFixedCosts({ steps, tools, shortcuts }: Problem): boolean {
  const costly = steps
    .filter(({ options }) => options.some(({ fixedCost }) => fixedCost > 0))
    .map(({ component }) => component);
  const others = [...(tools?.tools ?? []), ...shortcuts].map(({ name }) => name);
  return others.some((name) => costly.includes(name));
}

/** Pairs of options whose measured rows and knowledge agree share a way to their accuracy. */
function joinClasses(
  problem: Problem,
  work: Clockwork,
  [left, right]: readonly [readonly Option[], readonly Option[]],
  contests: Contests,
): void {
  const contestOf = (key: string) => {
    const contest = contests.get(key) ?? contestFor(work.asked.length);
    contests.set(key, contest);
    contest.ask(work.asked);
    return contest;
  };
  for (const [, ones] of byLabel(left)) {
    for (const [, others] of byLabel(right)) {
      const [one] = ones;
      const [other] = others;
      if (one === undefined || other === undefined) continue;
      const basis = basisOf(problem, one, other);
      const accuracyOf = accuracyIn(problem, basis, one, other);
      join(ones, others, accuracyOf, contestOf(basis));
      // With floors on tasks, less accuracy overall may be the better answer: what reaches them has a contest of its own.
      if ((problem.limits.accuracy?.tasks.size ?? 0) === 0) continue;
      const held = limitsOf(problem, work, basis, [one, other]);
      const above = (scores: readonly number[]) =>
        held?.holds(scores) ? accuracyOf(scores) : null;
      if (held !== null) join(ones, others, above, contestOf(`${basis} above floors`));
    }
  }
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
